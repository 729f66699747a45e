import { leave } from './global-setup.mjs';

export default leave;
