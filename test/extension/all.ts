import './activation.test';
import './calls.test';
import './configuration.test';
import './documents.test';
import './language.test';
import './proxy.test';
import './servers.test';
import './signIn.test';
