import assert from 'node:assert/strict';
import { fileNameOf, safeFileName } from '../../../src/base/files';
import { rows } from '../support/table';

describe('A file name that others chose', () => {
  rows<{ name: string; safe: string }>(
    {
      'is kept when it is plain': { name: 'menu-2.pdf', safe: 'menu-2.pdf' },
      'has no folders': { name: '../../etc/passwd', safe: '_.._etc_passwd' },
      'is not hidden': { name: '..profile', safe: 'profile' },
      'does not look like an option': { name: '--rf.bin', safe: 'rf.bin' },
      'is not a device of Windows': { name: 'CON', safe: '_CON' },
      'is not a device of Windows with an extension': { name: 'nul.tar.gz', safe: '_nul.tar.gz' },
      'is not a port of Windows': { name: 'Com1.txt', safe: '_Com1.txt' },
      'may begin like a device': { name: 'console.log', safe: 'console.log' },
      'is not a stream of another file': { name: 'a.txt:evil.exe', safe: 'a.txt_evil.exe' },
      'has no trailing characters that Windows drops': { name: 'a.exe. . ', safe: 'a.exe._._' },
      'has no dots at the end': { name: 'a...', safe: 'a' },
      'has no invisible characters': { name: 'a\u202egnp.exe\n', safe: 'a_gnp.exe_' },
      'is not too long': { name: 'x'.repeat(5000), safe: 'x'.repeat(100) },
      'is undefined when nothing remains': { name: '...', safe: '' },
    },
    ({ name, safe }) => assert.equal(safeFileName(name), safe),
  );

  it('has the extension of its content', () => {
    assert.equal(fileNameOf('a/b', 'json', 'result'), 'a_b.json');
    assert.equal(fileNameOf('..', 'j/s', 'result'), 'result.j_s');
    assert.equal(fileNameOf('AUX', 'md', 'result'), '_AUX.md');
  });
});
