-- All that a sync does with a sealed listing, in the caller's transaction.
CREATE OR REPLACE FUNCTION sync_effects(listing farm_listing, settings jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  removed int := sync_remove(listing);
  returned int := sync_return(listing);
  added int;
BEGIN
  PERFORM sync_forget(listing);
  PERFORM sync_touch(listing);
  PERFORM sync_assign_archived(listing);
  added := sync_add(listing, settings);
  PERFORM sync_find(listing, settings);
  RETURN jsonb_build_object('added', added, 'removed', removed, 'returned', returned);
END $$;

-- How a recorded run ended, and whether another sync waits, which then follows this run. Last in its transaction:
-- who asks for a sync waits until it is committed.
CREATE OR REPLACE FUNCTION sync_answer(run sync_run) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM sync_queue_lock();
  RETURN jsonb_build_object('outcome', 'recorded', 'success', run.success, 'sitesFound', run.sites_found,
    'sitesAdded', run.sites_added, 'sitesRemoved', run.sites_removed, 'error', run.error,
    'endedAt', to_char(run.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'another', EXISTS (SELECT FROM operation WHERE kind = 'sync' AND state = 'running' AND run_id IS NULL));
END $$;

-- The run's sealed listing, whole; NULL when it got lost.
CREATE OR REPLACE FUNCTION sync_sealed_listing(p_listing_id int, p_run_id text) RETURNS farm_listing LANGUAGE sql STABLE AS $$
  SELECT l FROM farm_listing l
    WHERE l.id = p_listing_id AND l.run_id = p_run_id AND l.sealed_at IS NOT NULL
      AND l.site_count = (SELECT count(*) FROM farm_listing_site f WHERE f.listing_id = l.id AND f.asked IS NULL);
$$;

-- Applies a sealed listing: its effects, the run's row and the end of what the run claimed are one transaction, and
-- one sync's at a time. Repeated, it answers what was recorded. A listing that a newer one overtook has no effect. Each
-- site that comes or goes has its audit event. `settings`: see effects.sql.
CREATE OR REPLACE FUNCTION apply_listing(p_listing_id int, p_run_id text, settings jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  listing farm_listing;
  run sync_run;
  counts jsonb := '{"added": 0, "removed": 0, "returned": 0}';
BEGIN
  PERFORM sync_lock();
  SELECT * INTO run FROM sync_run WHERE run_id = p_run_id;
  IF FOUND THEN
    RETURN sync_answer(run);
  END IF;
  listing := sync_sealed_listing(p_listing_id, p_run_id);
  IF listing.id IS NULL THEN
    RETURN '{"outcome": "listingLost"}';
  ELSIF NOT EXISTS (SELECT FROM users WHERE id = (settings->>'defaultUserId')::int) THEN
    RETURN '{"outcome": "defaultUserMissing"}';
  END IF;

  IF NOT EXISTS (SELECT FROM farm_listing WHERE id > listing.id AND applied_at IS NOT NULL) THEN
    counts := sync_effects(listing, settings);
  END IF;
  UPDATE farm_listing SET applied_at = clock_timestamp() WHERE id = listing.id;
  INSERT INTO sync_run (run_id, workflow_id, trigger, success, sites_found, sites_added, sites_removed, sites_returned,
      applies_run_id, farm_ms, started_at)
    VALUES (p_run_id, listing.workflow_id, sync_trigger_of(p_run_id), true, listing.site_count,
      (counts->>'added')::int, (counts->>'removed')::int, (counts->>'returned')::int, sync_applies(p_run_id),
      listing.farm_ms, (SELECT min(started_at) FROM farm_listing WHERE run_id = p_run_id))
    RETURNING * INTO run;
  PERFORM end_claimed_syncs(p_run_id, 'done', 'synced', sync_sentence(run));
  RETURN sync_answer(run);
END $$;

CREATE OR REPLACE FUNCTION sync_sentence(run sync_run) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT format('Sites on the farm: %s. Added: %s. Removed: %s.', run.sites_found, run.sites_added, run.sites_removed)
    || CASE WHEN run.sites_returned > 0 THEN format(' Returned: %s.', run.sites_returned) ELSE '' END;
$$;

-- As a worker of the release before calls it, which knows neither the farm's admin site nor the quota.
CREATE OR REPLACE FUNCTION apply_sync(p_listing_id int, p_run_id text, p_default_user_id int, p_site_domains text[])
RETURNS jsonb LANGUAGE sql AS $$
  SELECT apply_listing(p_listing_id, p_run_id, jsonb_build_object('defaultUserId', p_default_user_id,
    'siteDomains', to_jsonb(p_site_domains), 'adminSite', NULL, 'quota', NULL));
$$;
