/**
 * owner.json as the seed shows it ("Site Ownership"), with our marker beside it. FarmManager keeps extra fields in
 * POST, GET and PATCH, so the marker says which console and which operation made the site.
 */
export interface FarmOwner {
  name: string;
  oauth2: { id: string; username: string };
  memberConsole: FarmMarker;
}

export interface FarmMarker {
  /** UUID of the console's database. */
  console: string;
  /** Id of the operation that made the site. */
  operation: string;
}

export function farmOwner(ownerName: string, ownerId: string, marker: FarmMarker): FarmOwner {
  return { name: ownerName, oauth2: { id: ownerId, username: ownerName }, memberConsole: marker };
}
