/** Earlier states of the journals. */
export { createSnapshots, type Snapshots } from './snapshots';
