import './activation.test';
import './calls.test';
import './configuration.test';
import './documents.test';
import './exampleExtension.test';
import './gateway.test';
import './language.test';
import './proxy.test';
import './servers.test';
import './signIn.test';
import './tasks.test';
// After the rest: when it has held servers, VS Code 1.103 knows no active editor for the next document that is shown.
import './approval.test';
// The last: it has other servers than the rest.
import './callMatrix.test';
