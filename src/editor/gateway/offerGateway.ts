import type { AttachmentChange } from '../../gateway/attach/attachments';
import { showInformation } from '../ui/messages';
import type { AttachService } from './attachService';

/** Notifies that the servers also run elsewhere and offers to use those, or that they no longer do. */
export async function offerGateway(
  attach: AttachService,
  { kind, gateway: { url } }: AttachmentChange,
): Promise<void> {
  if (kind === 'lost')
    void showInformation(`The gateway at ${url} has closed. Its servers now run in this window.`);
  if (kind !== 'found') return;
  const use = 'Use Running Servers';
  const chosen = await showInformation(
    `The servers of this workspace already run at ${url}. Use the running servers instead of starting copies?`,
    use,
    'Not Now',
  );
  if (chosen === use) await attach.attach();
}
