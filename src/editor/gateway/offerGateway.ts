import type { AttachmentChange } from '../../gateway/attach/attachments';
import { showInformation } from '../ui/messages';
import type { AttachService } from './attachService';

/** Tells that the servers run elsewhere too, and offers to use those; or that they do no longer. */
export async function offerGateway(
  attach: AttachService,
  { kind, gateway: { url } }: AttachmentChange,
): Promise<void> {
  if (kind === 'lost')
    void showInformation(`The gateway at ${url} is gone. Its servers now run in this window.`);
  if (kind !== 'found') return;
  const use = 'Use Those';
  const chosen = await showInformation(
    `The servers of this workspace also run at ${url}. Use those instead of copies of this window?`,
    use,
    'Not Now',
  );
  if (chosen === use) await attach.attach();
}
