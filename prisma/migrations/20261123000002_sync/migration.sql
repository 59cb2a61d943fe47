-- The sync: one run is begun (begin_sync), its listing staged and sealed (stage_listing, seal_listing), and applied
-- (apply_sync) or recorded as failed (record_failed_sync). A sync that somebody asked for is an operation without a
-- run, which the next run claims.

ALTER TABLE "farm_listing" ADD COLUMN "workflow_id" TEXT NOT NULL, ADD COLUMN "applied_at" TIMESTAMPTZ(3);

-- Who asks for a sync and the run that ends and looks for one take turns: so a request finds a run that will still
-- look for it, or one that has visibly ended.
CREATE FUNCTION sync_queue_lock() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtext('member-console sync queue'));
$$;

-- Runs end one after the other.
CREATE FUNCTION sync_lock() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtext('member-console sync'));
$$;

-- Writes a waiting sync. Workers that come up together ask for one start's sync: whoever finds one that waits, or was
-- asked for within half a minute, joins it.
CREATE FUNCTION open_sync(p_trigger sync_trigger, p_user_id int, p_wait_ms int) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  sync_id uuid;
BEGIN
  PERFORM sync_queue_lock();
  IF p_trigger = 'start' THEN
    SELECT id INTO sync_id FROM operation
      WHERE kind = 'sync' AND trigger = 'start'
        AND (ended_at IS NULL OR created_at > clock_timestamp() - interval '30 seconds')
      ORDER BY created_at DESC LIMIT 1;
  END IF;
  IF sync_id IS NULL THEN
    INSERT INTO operation (kind, trigger, user_id, deadline)
      VALUES ('sync', p_trigger, p_user_id, clock_timestamp() + p_wait_ms * interval '1 ms')
      RETURNING id INTO sync_id;
  END IF;
  RETURN sync_id;
END $$;

-- Claimed or ended, or queued behind `p_run_id`, which goes on in Temporal and hasn't ended here.
CREATE FUNCTION sync_accepted(p_operation_id uuid, p_run_id text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT run_id IS NOT NULL OR ended_at IS NOT NULL
      OR (p_run_id IS NOT NULL AND NOT EXISTS (SELECT FROM sync_run WHERE run_id = p_run_id))
    FROM operation WHERE id = p_operation_id;
$$;

-- Begins an attempt to list the farm: claims every sync that waits (also those of a run that died), and notes where
-- the sequence of changes stands before the farm is asked. Begins anew when it is repeated.
CREATE FUNCTION begin_sync(p_run_id text, p_workflow_id text, p_attempt int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  listing_id int;
BEGIN
  PERFORM sync_queue_lock();
  UPDATE operation SET run_id = p_run_id
    WHERE kind = 'sync' AND state = 'running' AND run_id IS DISTINCT FROM p_run_id;
  DELETE FROM farm_listing WHERE run_id = p_run_id AND attempt = p_attempt;
  INSERT INTO farm_listing (run_id, workflow_id, attempt, change_seq)
    VALUES (p_run_id, p_workflow_id, p_attempt, nextval('change_seq')) RETURNING id INTO listing_id;
  RETURN listing_id;
END $$;

-- Runs end within an hour. A listing's head is kept for what comes late, its sites only until their run has ended.
CREATE FUNCTION tidy_listings() RETURNS void LANGUAGE sql AS $$
  DELETE FROM farm_listing WHERE started_at < clock_timestamp() - interval '1 day';
  DELETE FROM farm_listing_site s USING farm_listing l, sync_run r
    WHERE l.id = s.listing_id AND r.run_id = l.run_id;
$$;

-- `p_sites`: array of objects as worker/sync/staged-site.ts makes them. Staging a site twice is harmless; nothing gets
-- into a listing that is sealed.
CREATE FUNCTION stage_listing(p_listing_id int, p_sites jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM farm_listing WHERE id = p_listing_id AND sealed_at IS NULL FOR SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'listing % is sealed or gone', p_listing_id;
  END IF;
  INSERT INTO farm_listing_site (listing_id, domain, status, owner_name, subject, marker_console, marker_operation,
      pages, storage_bytes, last_modified, manageable, asked)
    SELECT p_listing_id, domain, status, "ownerName", subject, "markerConsole", "markerOperation", pages,
        "storageBytes", "lastModified", manageable, asked
      FROM jsonb_to_recordset(p_sites) AS s(domain text, status text, "ownerName" text, subject text,
        "markerConsole" text, "markerOperation" text, pages int, "storageBytes" bigint, "lastModified" timestamptz,
        manageable boolean, asked text)
    ON CONFLICT DO NOTHING;
END $$;

-- The functions below that compare whole tables do so without nested loops: nobody has counted the rows of a fresh
-- listing yet, and a planner that takes them for few would loop over 100,000 sites for minutes.

-- Live sites that the listing lacks and that didn't change since it was begun: the farm is asked for each.
CREATE FUNCTION unlisted_sites(p_listing_id int) RETURNS SETOF text LANGUAGE sql STABLE
SET enable_nestloop = off AS $$
  SELECT s.domain FROM site s, farm_listing l
    WHERE l.id = p_listing_id AND s.state IN ('active', 'readonly') AND s.change_seq < l.change_seq
      AND NOT EXISTS (SELECT FROM farm_listing_site f WHERE f.listing_id = l.id AND f.domain = s.domain);
$$;

-- From here on the listing is complete: `p_site_count` sites that the farm listed, and those that were asked for.
CREATE FUNCTION seal_listing(p_listing_id int, p_site_count int, p_farm_ms int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE farm_listing SET sealed_at = clock_timestamp(), site_count = p_site_count, farm_ms = p_farm_ms
    WHERE id = p_listing_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'listing % is gone', p_listing_id;
  END IF;
END $$;

CREATE FUNCTION end_claimed_syncs(p_run_id text, p_state operation_state, p_outcome text, p_message text)
RETURNS void LANGUAGE sql AS $$
  SELECT ledger_end(op, p_state, p_outcome, p_message) FROM operation op
    WHERE op.kind = 'sync' AND op.run_id = p_run_id AND op.state = 'running';
$$;

-- Who asked for the run first; nobody: the schedule.
CREATE FUNCTION sync_trigger_of(p_run_id text) RETURNS sync_trigger LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT trigger FROM operation WHERE kind = 'sync' AND run_id = p_run_id
    ORDER BY created_at LIMIT 1), 'schedule');
$$;

-- How a recorded run ended, and whether another sync waits, which then follows this run. Last in its transaction:
-- who asks for a sync waits until it is committed.
CREATE FUNCTION sync_answer(run sync_run) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM sync_queue_lock();
  RETURN jsonb_build_object('outcome', 'recorded', 'success', run.success, 'sitesFound', run.sites_found,
    'sitesAdded', run.sites_added, 'sitesRemoved', run.sites_removed, 'error', run.error,
    'endedAt', to_char(run.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'another', EXISTS (SELECT FROM operation WHERE kind = 'sync' AND state = 'running' AND run_id IS NULL));
END $$;

-- Sites that live on the farm and are unknown here. They belong to the user whose owner claim the farm names, else to
-- the default user; below one of `p_site_domains` they aren't custom domains. Left alone: what isn't manageable, what
-- nobody owns and nobody wrote in (a visit to any address leaves such a folder), and names that were deleted here since
-- the farm was asked.
CREATE FUNCTION sync_add(listing farm_listing, p_default_user_id int, p_site_domains text[]) RETURNS int
LANGUAGE plpgsql SET enable_nestloop = off AS $$
DECLARE
  sites_added int;
BEGIN
  WITH known AS (SELECT owner_claim, min(id) AS id FROM users GROUP BY owner_claim HAVING count(*) = 1),
  added AS (
    INSERT INTO site (domain, owner_id, owner_source, is_custom_domain, state, farm_subject, farm_status,
        farm_marker_console, farm_marker_operation, pages, storage_bytes, last_modified, confirmed_at)
      SELECT f.domain, coalesce(known.id, p_default_user_id),
          CASE WHEN known.id IS NULL THEN 'default' ELSE 'farm' END::owner_source,
          NOT EXISTS (SELECT FROM unnest(p_site_domains) AS parent
            WHERE right(f.domain, length(parent) + 1) = '.' || parent),
          f.status::site_state, f.subject, f.status, f.marker_console, f.marker_operation, f.pages, f.storage_bytes,
          f.last_modified, clock_timestamp()
        FROM farm_listing_site f LEFT JOIN known ON known.owner_claim = f.subject
        WHERE f.listing_id = listing.id AND f.status IN ('active', 'readonly') AND f.manageable
          AND NOT (f.owner_name = 'Unknown' AND f.subject IS NULL AND f.pages = 0)
          AND NOT EXISTS (SELECT FROM site s WHERE s.domain = f.domain)
          AND NOT EXISTS (SELECT FROM archived_site a WHERE a.domain = f.domain AND a.change_seq > listing.change_seq)
          -- A delete that found nothing left on the farm leaves no archived site.
          AND NOT EXISTS (SELECT FROM operation o WHERE o.kind = 'delete' AND o.domain = f.domain
            AND o.ended_at >= listing.started_at)
      ON CONFLICT (domain) DO NOTHING
      RETURNING domain),
  back AS (DELETE FROM archived_site a USING added WHERE a.domain = added.domain),
  audited AS (
    INSERT INTO audit_event (action, domain, outcome, note)
      SELECT 'sync-added', domain, 'synced', listing.run_id FROM added)
  SELECT count(*) INTO sites_added FROM added;
  RETURN sites_added;
END $$;

-- Live sites that the farm has archived, or doesn't have, as it said when it was asked for each.
CREATE FUNCTION sync_remove(listing farm_listing) RETURNS int LANGUAGE plpgsql
SET enable_nestloop = off AS $$
DECLARE
  sites_removed int;
BEGIN
  WITH gone AS (
    DELETE FROM site s USING farm_listing_site f
      WHERE f.listing_id = listing.id AND f.domain = s.domain AND (f.status = 'archived' OR f.asked = 'gone')
        AND s.state IN ('active', 'readonly') AND s.change_seq < listing.change_seq
      RETURNING s.domain, s.owner_id, s.owner_source, s.is_custom_domain, s.state, s.farm_subject,
        f.status = 'archived' AS is_archived),
  kept AS (
    INSERT INTO archived_site (domain, owner_id, owner_source, is_custom_domain, state_before, farm_subject, run_id)
      SELECT domain, owner_id, owner_source, is_custom_domain, state, farm_subject, listing.run_id
        FROM gone WHERE is_archived
      ON CONFLICT (domain) DO UPDATE SET owner_id = excluded.owner_id, owner_source = excluded.owner_source,
        is_custom_domain = excluded.is_custom_domain, state_before = excluded.state_before, archived_by_id = NULL,
        operation_id = NULL, run_id = excluded.run_id, farm_subject = excluded.farm_subject,
        archived_at = clock_timestamp()),
  audited AS (
    INSERT INTO audit_event (action, domain, outcome, note)
      SELECT CASE WHEN is_archived THEN 'sync-archived' ELSE 'sync-removed' END, domain, 'synced', listing.run_id
        FROM gone)
  SELECT count(*) INTO sites_removed FROM gone;
  RETURN sites_removed;
END $$;

-- Sites in both: what the farm says of them is kept (the trigger sets updated_at). The state follows only what changed
-- on the farm since it was last looked at. A site that stood with the default user goes to its owner; no other does.
-- An owner that the farm can't read just now isn't taken away.
CREATE FUNCTION sync_touch(listing farm_listing) RETURNS void LANGUAGE sql
SET enable_nestloop = off AS $$
  WITH known AS (SELECT owner_claim, min(id) AS id FROM users GROUP BY owner_claim HAVING count(*) = 1)
  UPDATE site s
    SET farm_subject = coalesce(f.subject, s.farm_subject), farm_status = f.status,
      farm_marker_console = coalesce(f.marker_console, s.farm_marker_console),
      farm_marker_operation = coalesce(f.marker_operation, s.farm_marker_operation),
      pages = f.pages, storage_bytes = f.storage_bytes, last_modified = f.last_modified,
      confirmed_at = clock_timestamp(),
      state = CASE WHEN s.farm_status = f.status THEN s.state ELSE f.status::site_state END,
      owner_id = CASE WHEN s.owner_source = 'default' AND known.id IS NOT NULL THEN known.id ELSE s.owner_id END,
      owner_source = CASE WHEN s.owner_source = 'default' AND known.id IS NOT NULL THEN 'farm'
        ELSE s.owner_source END
    FROM farm_listing_site f LEFT JOIN known ON known.owner_claim = f.subject
    WHERE f.listing_id = listing.id AND f.domain = s.domain AND f.status IN ('active', 'readonly')
      AND s.state IN ('active', 'readonly') AND s.change_seq < listing.change_seq;
$$;

-- Applies a sealed listing: its effects, the run's row and the end of what the run claimed are one transaction, and
-- one sync's at a time. Repeated, it answers what was recorded. A listing that a newer one overtook has no effect. Each
-- site that comes or goes has its audit event, whose note is the run.
CREATE FUNCTION apply_sync(p_listing_id int, p_run_id text, p_default_user_id int, p_site_domains text[])
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  listing farm_listing;
  run sync_run;
  added int := 0;
  removed int := 0;
BEGIN
  PERFORM sync_lock();
  SELECT * INTO run FROM sync_run WHERE run_id = p_run_id;
  IF FOUND THEN
    RETURN sync_answer(run);
  END IF;
  SELECT * INTO listing FROM farm_listing WHERE id = p_listing_id AND run_id = p_run_id AND sealed_at IS NOT NULL;
  IF NOT FOUND OR listing.site_count
      <> (SELECT count(*) FROM farm_listing_site WHERE listing_id = listing.id AND asked IS NULL) THEN
    RETURN '{"outcome": "listingLost"}';
  ELSIF NOT EXISTS (SELECT FROM users WHERE id = p_default_user_id) THEN
    RETURN '{"outcome": "defaultUserMissing"}';
  END IF;

  IF NOT EXISTS (SELECT FROM farm_listing WHERE id > listing.id AND applied_at IS NOT NULL) THEN
    removed := sync_remove(listing);
    PERFORM sync_touch(listing);
    added := sync_add(listing, p_default_user_id, p_site_domains);
  END IF;
  UPDATE farm_listing SET applied_at = clock_timestamp() WHERE id = listing.id;
  INSERT INTO sync_run (run_id, workflow_id, trigger, success, sites_found, sites_added, sites_removed, farm_ms,
      started_at)
    VALUES (p_run_id, listing.workflow_id, sync_trigger_of(p_run_id), true, listing.site_count, added, removed,
      listing.farm_ms, (SELECT min(started_at) FROM farm_listing WHERE run_id = p_run_id))
    RETURNING * INTO run;
  PERFORM end_claimed_syncs(p_run_id, 'done', 'synced',
    format('Sites on the farm: %s. Added: %s. Removed: %s.', listing.site_count, added, removed));
  RETURN sync_answer(run);
END $$;

-- The row of a sync that failed, and the end of what it had claimed. Repeated, it answers what was recorded.
CREATE FUNCTION record_failed_sync(p_run_id text, p_workflow_id text, p_outcome text, p_message text)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  listing farm_listing;
  run sync_run;
BEGIN
  PERFORM sync_lock();
  SELECT * INTO listing FROM farm_listing WHERE run_id = p_run_id ORDER BY id DESC LIMIT 1;
  INSERT INTO sync_run (run_id, workflow_id, trigger, success, sites_found, farm_ms, error, started_at)
    VALUES (p_run_id, p_workflow_id, sync_trigger_of(p_run_id), false, coalesce(listing.site_count, 0),
      listing.farm_ms, p_message,
      coalesce((SELECT min(started_at) FROM farm_listing WHERE run_id = p_run_id), clock_timestamp()))
    ON CONFLICT (run_id) DO NOTHING;
  SELECT * INTO STRICT run FROM sync_run WHERE run_id = p_run_id;
  PERFORM end_claimed_syncs(p_run_id, 'refused', p_outcome, p_message);
  RETURN sync_answer(run);
END $$;
