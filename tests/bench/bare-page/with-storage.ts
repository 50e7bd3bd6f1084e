import { Dexie } from 'dexie';
import './main';

/** The bare page with a database that is opened and read: the floor of what any page with this storage weighs. */
const database = new Dexie('bare-page');
database.version(1).stores({ rows: 'id' });
void database.table('rows').count();
