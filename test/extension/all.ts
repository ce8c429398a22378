import './activation.test';
import './approval.test';
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
// The last: it has other servers than the rest.
import './callMatrix.test';
