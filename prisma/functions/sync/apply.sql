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

-- Applies a sealed listing: its effects, the run's row and the end of what the run claimed are one transaction, and
-- one sync's at a time. Repeated, it answers what was recorded. A listing that a newer one overtook has no effect. Each
-- site that comes or goes has its audit event, whose note is the run.
CREATE OR REPLACE FUNCTION apply_sync(p_listing_id int, p_run_id text, p_default_user_id int, p_site_domains text[])
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
CREATE OR REPLACE FUNCTION record_failed_sync(p_run_id text, p_workflow_id text, p_outcome text, p_message text)
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
