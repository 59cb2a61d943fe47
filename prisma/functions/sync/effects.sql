-- What a sync does with a sealed listing: each function applies one kind of difference and audits it, with the run and a
-- reason that a person can read. They act on what changed on the farm since it was last confirmed, never on console and
-- farm differing: what was decided here stands. What a change would do to a wiki that the console knows was asked for
-- and confirmed by that site itself (`confirmed`; `asked`: it isn't there), since a listing can lie.
--
-- `settings`: defaultUserId, siteDomains, adminSite, quota.
--
-- The functions that compare whole tables do so without nested loops: nobody has counted the rows of a fresh listing
-- yet, and a planner that takes them for few would loop over 100,000 sites for minutes.

-- Whose markers are our own: this console's, and those of consoles that an administrator said it continues.
CREATE OR REPLACE FUNCTION sync_own_consoles() RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT array(SELECT uuid::text FROM console UNION ALL SELECT uuid FROM former_console);
$$;

-- What a listing says of wikis that the console may care for: not the admin site, not another spelling of a name, not
-- another console's. Nobody's are those without an owner: with pages anybody can change them, without they are what a
-- visit to any address leaves. `f.*`, since the planner doesn't see into a function that selects `f`, and would write
-- the whole listing down for each question.
CREATE OR REPLACE FUNCTION sync_listed(listing farm_listing) RETURNS SETOF farm_listing_site LANGUAGE sql STABLE AS $$
  SELECT f.* FROM farm_listing_site f
    WHERE f.listing_id = listing.id AND f.manageable
      AND (f.marker_console IS NULL OR f.marker_console = ANY ((SELECT sync_own_consoles())::text[]));
$$;

-- Owner claims that name one user.
CREATE OR REPLACE FUNCTION sync_known_owners() RETURNS TABLE (owner_claim text, id int) LANGUAGE sql STABLE AS $$
  SELECT owner_claim, min(id) FROM users GROUP BY owner_claim HAVING count(*) = 1;
$$;

CREATE OR REPLACE FUNCTION sync_is_ownerless(f farm_listing_site) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT f.owner_name = 'Unknown' AND f.subject IS NULL;
$$;

-- Sites in both that changed on the farm are audited before sync_touch changes them.
CREATE OR REPLACE FUNCTION sync_note_changes(listing farm_listing) RETURNS void LANGUAGE plpgsql
SET enable_nestloop = off AS $$
BEGIN
  WITH changed AS (
    SELECT s.domain, f.status, f.owner_name, f.status IS DISTINCT FROM s.farm_status AND f.status <> s.state::text AS is_new_state,
        s.owner_source = 'default' AND EXISTS (
          SELECT FROM sync_known_owners() known WHERE known.owner_claim = f.subject) AS is_assigned
      FROM site s JOIN sync_listed(listing) f ON f.domain = s.domain
      WHERE f.confirmed AND f.status IN ('active', 'readonly') AND s.state IN ('active', 'readonly')
        AND s.change_seq < listing.change_seq
      FOR NO KEY UPDATE OF s)
  INSERT INTO audit_event (action, domain, outcome, run_id, note)
    SELECT 'sync-' || status, domain, 'synced', listing.run_id,
        CASE status WHEN 'readonly' THEN 'It became read-only on the farm.' ELSE 'It can be changed on the farm again.' END
      FROM changed WHERE is_new_state
    UNION ALL
    SELECT 'sync-assigned', domain, 'synced', listing.run_id,
        format('Its owner on the farm, %s, is known here now.', owner_name)
      FROM changed WHERE is_assigned;
END $$;

-- Sites in both: what the farm says of them is kept. They change at once and so get one number: the trigger that gives
-- each change its own isn't asked 100,000 times. A site that stood with the default user goes to its owner; no other
-- does. An owner that the farm can't read just now isn't taken away, and of a change that wasn't confirmed only the
-- figures are kept.
CREATE OR REPLACE FUNCTION sync_touch(listing farm_listing) RETURNS void LANGUAGE plpgsql
SET enable_nestloop = off AS $$
DECLARE
  change bigint := nextval('change_seq');
BEGIN
  PERFORM sync_note_changes(listing);
  UPDATE site s
    SET farm_subject = CASE WHEN f.subject IS NOT NULL AND (s.farm_subject IS NULL OR f.confirmed) THEN f.subject
        ELSE s.farm_subject END,
      farm_status = CASE WHEN f.confirmed THEN f.status ELSE s.farm_status END,
      farm_marker_console = coalesce(f.marker_console, s.farm_marker_console),
      farm_marker_operation = coalesce(f.marker_operation, s.farm_marker_operation),
      pages = f.pages, storage_bytes = f.storage_bytes, last_modified = f.last_modified,
      confirmed_at = clock_timestamp(), updated_at = clock_timestamp(), change_seq = change,
      state = CASE WHEN f.confirmed AND f.status IS DISTINCT FROM s.farm_status THEN f.status::site_state
        ELSE s.state END,
      secured_at = CASE WHEN f.confirmed AND f.status = 'active' AND s.farm_status IS DISTINCT FROM 'active' THEN NULL
        ELSE s.secured_at END,
      probe_due = CASE
        -- Whoever opened it on the farm may not have restarted that.
        WHEN f.confirmed AND f.status = 'active' AND s.farm_status IS DISTINCT FROM 'active'
          AND s.secured_at IS NOT NULL THEN clock_timestamp()
        -- It may run without its owner. One that is asked already keeps its place and its pauses.
        WHEN sync_is_ownerless(f) AND f.status = 'active' AND s.probe_due IS NULL AND NOT s.is_custom_domain
          AND (s.state = 'active' OR f.confirmed AND s.farm_status IS DISTINCT FROM 'active')
          AND NOT EXISTS (SELECT FROM operation o WHERE o.domain = s.domain AND o.quiet_until > clock_timestamp())
          THEN clock_timestamp()
        ELSE s.probe_due END,
      owner_id = CASE WHEN s.owner_source = 'default' THEN coalesce(known.id, s.owner_id) ELSE s.owner_id END,
      owner_source = CASE WHEN s.owner_source = 'default' AND known.id IS NOT NULL THEN 'farm' ELSE s.owner_source END
    FROM sync_listed(listing) f
      LEFT JOIN sync_known_owners() known ON known.owner_claim = f.subject AND f.confirmed
    WHERE f.domain = s.domain AND f.status IN ('active', 'readonly') AND s.state IN ('active', 'readonly')
      AND s.change_seq < listing.change_seq;
END $$;

-- Archived wikis that stand with the default user go to their owner once that person is known, as live ones do.
CREATE OR REPLACE FUNCTION sync_assign_archived(listing farm_listing) RETURNS void LANGUAGE sql
SET enable_nestloop = off AS $$
  WITH assigned AS (
    UPDATE archived_site a SET owner_id = known.id, owner_source = 'farm'
      FROM sync_known_owners() known
      WHERE a.owner_source = 'default' AND known.owner_claim = a.farm_subject
      RETURNING a.domain)
  INSERT INTO audit_event (action, domain, outcome, run_id, note)
    SELECT 'sync-assigned', domain, 'synced', listing.run_id,
        'The owner that the farm names for this archived wiki is known here now.'
      FROM assigned;
$$;
