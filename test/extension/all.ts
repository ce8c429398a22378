import './activation.test';
import './calls.test';
import './configuration.test';
import './documents.test';
import './signIn.test';
