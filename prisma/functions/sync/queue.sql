-- The sync: one run is begun (begin_sync), its listing staged and sealed (stage_sites, seal_listing), and applied
-- (apply_sync) or recorded as failed (record_failed_sync). A sync that somebody asked for is an operation without a
-- run, which the next run claims.

-- Who asks for a sync and the run that ends and looks for one take turns: so a request finds a run that will still
-- look for it, or one that has visibly ended.
CREATE OR REPLACE FUNCTION sync_queue_lock() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtext('member-console sync queue'));
$$;

-- Runs end one after the other.
CREATE OR REPLACE FUNCTION sync_lock() RETURNS void LANGUAGE sql AS $$
  SELECT pg_advisory_xact_lock(hashtext('member-console sync'));
$$;

-- Whoever asked for a sync that no run claimed in time doesn't expect it any more. A run that comes later is nobody's,
-- and applies nothing that was refused.
CREATE OR REPLACE FUNCTION give_up_overdue_syncs() RETURNS void LANGUAGE sql AS $$
  WITH overdue AS MATERIALIZED (
    SELECT id FROM operation
      WHERE kind = 'sync' AND state = 'running' AND run_id IS NULL AND deadline < clock_timestamp()
      FOR NO KEY UPDATE)
  SELECT ledger_end(op, 'gaveUp', 'gaveUp',
      'This waited too long for its turn and was given up. Nothing was changed; please try again.')
    FROM operation op JOIN overdue USING (id);
$$;

-- Writes a waiting sync. Workers that come up together ask for one start's sync: whoever finds one that waits, or was
-- asked for within half a minute, joins it.
CREATE OR REPLACE FUNCTION open_sync(p_trigger sync_trigger, p_user_id int, p_wait_ms int) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  sync_id uuid;
BEGIN
  PERFORM sync_queue_lock();
  PERFORM give_up_overdue_syncs();
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

-- Writes a waiting sync that applies what the run `p_applies_run_id` refused to remove. Who asks for it stands in the
-- audit trail at once, whatever becomes of it. Asked for again while it waits or runs, it is the same one. Null when that
-- run has nothing to apply, or the user (null: the command line) isn't an administrator.
CREATE OR REPLACE FUNCTION open_applying_sync(p_trigger sync_trigger, p_user_id int, p_wait_ms int, p_applies_run_id text)
RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  sync_id uuid;
  removals int := (SELECT count(*) FROM refused_removal WHERE run_id = p_applies_run_id);
BEGIN
  IF removals = 0 OR NOT EXISTS (SELECT FROM users WHERE id = p_user_id AND is_admin) AND p_user_id IS NOT NULL THEN
    RETURN NULL;
  END IF;
  PERFORM sync_queue_lock();
  PERFORM give_up_overdue_syncs();
  SELECT id INTO sync_id FROM operation
    WHERE kind = 'sync' AND applies_run_id = p_applies_run_id AND ended_at IS NULL
    ORDER BY created_at LIMIT 1;
  IF sync_id IS NULL THEN
    INSERT INTO operation (kind, trigger, user_id, applies_run_id, deadline)
      VALUES ('sync', p_trigger, p_user_id, p_applies_run_id, clock_timestamp() + p_wait_ms * interval '1 ms')
      RETURNING id INTO sync_id;
    INSERT INTO audit_event (actor_id, action, outcome, note, run_id)
      VALUES (p_user_id, 'apply-refused', 'asked',
        format('Asked to apply what a sync had refused: %s wikis.', removals), p_applies_run_id);
  END IF;
  RETURN sync_id;
END $$;

-- The refused run whose removals this one applies; null: it is like any other.
CREATE OR REPLACE FUNCTION sync_applies(p_run_id text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT applies_run_id FROM operation
    WHERE kind = 'sync' AND run_id = p_run_id AND applies_run_id IS NOT NULL
    ORDER BY created_at DESC LIMIT 1;
$$;

-- Claimed or ended, or queued behind `p_run_id`, which goes on in Temporal and hasn't ended here.
CREATE OR REPLACE FUNCTION sync_accepted(p_operation_id uuid, p_run_id text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT run_id IS NOT NULL OR ended_at IS NOT NULL
      OR (p_run_id IS NOT NULL AND NOT EXISTS (SELECT FROM sync_run WHERE run_id = p_run_id))
    FROM operation WHERE id = p_operation_id;
$$;

-- Claims the syncs that wait, also those of a run that died: all that are like any other, or those that apply what one
-- run refused, since a run does either. What was asked for first comes first, and the rest waits for the next run. A
-- repeated attempt goes on with what its run has claimed.
CREATE OR REPLACE FUNCTION claim_syncs(p_run_id text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  applies text := (SELECT applies_run_id FROM operation WHERE kind = 'sync' AND state = 'running'
    ORDER BY run_id IS NOT DISTINCT FROM p_run_id DESC, created_at, id LIMIT 1);
BEGIN
  UPDATE operation SET run_id = CASE WHEN applies_run_id IS NOT DISTINCT FROM applies THEN p_run_id END
    WHERE kind = 'sync' AND state = 'running' AND run_id IS DISTINCT FROM p_run_id;
END $$;

-- Begins an attempt to list the farm: claims what waits, and notes where the sequence of changes stands before the farm
-- is asked. Begins anew when it is repeated.
CREATE OR REPLACE FUNCTION begin_sync(p_run_id text, p_workflow_id text, p_attempt int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  listing_id int;
BEGIN
  PERFORM sync_queue_lock();
  PERFORM give_up_overdue_syncs();
  PERFORM claim_syncs(p_run_id);
  DELETE FROM farm_listing WHERE run_id = p_run_id AND attempt = p_attempt;
  INSERT INTO farm_listing (run_id, workflow_id, attempt, change_seq)
    VALUES (p_run_id, p_workflow_id, p_attempt, nextval('change_seq')) RETURNING id INTO listing_id;
  RETURN listing_id;
END $$;

CREATE OR REPLACE FUNCTION end_claimed_syncs(p_run_id text, p_state operation_state, p_outcome text, p_message text)
RETURNS void LANGUAGE sql AS $$
  SELECT ledger_end(op, p_state, p_outcome, p_message) FROM operation op
    WHERE op.kind = 'sync' AND op.run_id = p_run_id AND op.state = 'running';
$$;

-- Who asked for the run first; nobody: the schedule.
CREATE OR REPLACE FUNCTION sync_trigger_of(p_run_id text) RETURNS sync_trigger LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT trigger FROM operation WHERE kind = 'sync' AND run_id = p_run_id
    ORDER BY created_at LIMIT 1), 'schedule');
$$;
