import assert from 'node:assert/strict';
import { fileNameOf, safeFileName } from '../../../src/base/files';
import { rows } from '../support/table';

describe('The name of a file that others chose', () => {
  rows<{ name: string; safe: string }>(
    {
      'Is itself where it is plain': { name: 'menu-2.pdf', safe: 'menu-2.pdf' },
      'Has no folders': { name: '../../etc/passwd', safe: '_.._etc_passwd' },
      'Is not hidden': { name: '..profile', safe: 'profile' },
      'Is no option': { name: '--rf.bin', safe: 'rf.bin' },
      'Is no device of Windows': { name: 'CON', safe: '_CON' },
      'Is no device, whatever its endings': { name: 'nul.tar.gz', safe: '_nul.tar.gz' },
      'Is no port': { name: 'Com1.txt', safe: '_Com1.txt' },
      'May begin as a device does': { name: 'console.log', safe: 'console.log' },
      'Is no stream of another file': { name: 'a.txt:evil.exe', safe: 'a.txt_evil.exe' },
      'Has no end that Windows drops': { name: 'a.exe. . ', safe: 'a.exe._._' },
      'Has no dots at the end': { name: 'a...', safe: 'a' },
      'Is seen whole': { name: 'a\u202egnp.exe\n', safe: 'a_gnp.exe_' },
      'Is not too long': { name: 'x'.repeat(5000), safe: 'x'.repeat(100) },
      'Is nothing where nothing is left': { name: '...', safe: '' },
    },
    ({ name, safe }) => assert.equal(safeFileName(name), safe),
  );

  it('Has the ending that says what is in it', () => {
    assert.equal(fileNameOf('a/b', 'json', 'result'), 'a_b.json');
    assert.equal(fileNameOf('..', 'j/s', 'result'), 'result.j_s');
    assert.equal(fileNameOf('AUX', 'md', 'result'), '_AUX.md');
  });
});
