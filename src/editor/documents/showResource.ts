import * as vscode from 'vscode';
import { languageOf } from '../../pool/render/mimeTypes';
import type { ResourceContent } from './resourceFiles';

/** Opens a read resource in the editor that fits it: text in its language, an image as an image. */
export async function showResource(uri: vscode.Uri, { binary, mimeType }: ResourceContent): Promise<void> {
  if (!binary) {
    const document = await vscode.workspace.openTextDocument(uri);
    const language = languageOf(mimeType);
    // The file extension decides first; the MIME type where there is none.
    const known = language && (await vscode.languages.getLanguages()).includes(language);
    const fitting =
      known && document.languageId === 'plaintext'
        ? await vscode.languages.setTextDocumentLanguage(document, language)
        : document;
    await vscode.window.showTextDocument(fitting, { preview: true });
    return;
  }
  const viewer = viewerOf(mimeType);
  if (viewer) await vscode.commands.executeCommand('vscode.openWith', uri, viewer, { preview: true });
  else await vscode.commands.executeCommand('vscode.open', uri, { preview: true });
}

/** VS Code's own viewers go by the file extension, which a resource may lack. */
function viewerOf(mimeType: string | undefined): string | undefined {
  if (mimeType === 'image/svg+xml') return undefined;
  if (mimeType?.startsWith('image/')) return 'imagePreview.previewEditor';
  if (mimeType?.startsWith('audio/')) return 'vscode.audioPreview';
  return mimeType?.startsWith('video/') ? 'vscode.videoPreview' : undefined;
}
