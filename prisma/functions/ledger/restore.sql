-- Whether a restore undoes what the same person did last: of this owner's wikis they deleted none later, and the owner
-- has got none since, but `p_held`. That one is let through over the quota.
CREATE OR REPLACE FUNCTION ledger_undoes_last_delete(op operation, kept archived_site, p_held int) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT coalesce(kept.archived_by_id = op.user_id, false)
    AND NOT EXISTS (SELECT FROM archived_site
      WHERE owner_id = kept.owner_id AND archived_by_id = op.user_id AND archived_at > kept.archived_at)
    AND NOT EXISTS (SELECT FROM site
      WHERE owner_id = kept.owner_id AND owner_source <> 'default' AND created_at > kept.archived_at
        AND id IS DISTINCT FROM p_held);
$$;

-- Whether the wiki's owner may have it back besides the others, `p_held` not counted, which is taken over: a refusal,
-- or null. A wiki that stands with the default user counts for nobody.
CREATE OR REPLACE FUNCTION ledger_restore_over_quota(op operation, step jsonb, kept archived_site, owner users, p_held int,
  p_quota int) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  allowed int := coalesce(owner.quota, p_quota);
BEGIN
  IF kept.owner_source = 'default' OR ledger_undoes_last_delete(op, kept, p_held) OR
    (SELECT count(*) FROM site
      WHERE owner_id = owner.id AND owner_source <> 'default' AND id IS DISTINCT FROM p_held) < allowed THEN
    RETURN NULL;
  END IF;
  RETURN ledger_end(op, 'refused', 'quotaExceeded', replace(step->'sentences'->>
    CASE WHEN owner.id <> op.user_id THEN 'quotaOfOwner' WHEN allowed = 0 THEN 'quotaOfNone' ELSE 'quotaOfRestore' END,
    '{quota}', allowed::text));
END $$;

-- Who may have an archived wiki back: a refusal, or null. Its last owner, unless somebody else archived it, and
-- administrators; while it is on hold, nobody.
CREATE OR REPLACE FUNCTION ledger_may_restore(op operation, step jsonb, kept archived_site, member users)
RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  IF NOT member.is_admin AND (kept.owner_id <> member.id OR kept.owner_source = 'default') THEN
    RETURN ledger_refuse(op, step, 'permissionDenied');
  ELSIF NOT member.is_admin AND kept.archived_by_id <> kept.owner_id THEN
    RETURN coalesce(ledger_held(op, step), ledger_refuse(op, step, 'archivedByAdministrator'));
  END IF;
  RETURN ledger_held(op, step);
END $$;

-- A restore's first step: permission, quota and name, won by inserting the row as `restoring`, under the owner's lock.
-- A repeated call finds its own row. The answer tells besides what the wiki was (`wiki`). The archived row stays until
-- the farm has it back.
CREATE OR REPLACE FUNCTION reserve_restore(step jsonb, p_quota int) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := coalesce(ledger_recorded(op, step), ledger_overtaken(op, step), ledger_given_up(op, step),
    ledger_wrong_person(op, step));
  member users;
  owner users;
  kept archived_site;
  held site;
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  END IF;
  SELECT * INTO held FROM site WHERE operation_id = op.id AND state = 'restoring';
  IF FOUND THEN
    RETURN ledger_restoring(op, held);
  END IF;

  SELECT * INTO member FROM users WHERE id = op.user_id FOR KEY SHARE;
  IF NOT FOUND THEN
    RETURN ledger_refuse(op, step, 'permissionDenied');
  END IF;
  SELECT users.* INTO owner FROM users JOIN archived_site ON owner_id = users.id WHERE domain = op.domain
    FOR NO KEY UPDATE OF users;
  SELECT * INTO held FROM site WHERE domain = op.domain FOR NO KEY UPDATE;
  -- The form may be older than another delete: its operation names the row it was about.
  SELECT * INTO kept FROM archived_site WHERE domain = op.domain AND owner_id = owner.id FOR NO KEY UPDATE;
  IF kept.id IS NULL OR op.archived_site_id <> kept.id THEN
    RETURN ledger_refuse(op, step, 'nothingToRestore');
  END IF;
  bar := ledger_may_restore(op, step, kept, member);
  IF bar IS NOT NULL THEN
    RETURN bar;
  ELSIF ledger_quiet(op) THEN
    RETURN ledger_refuse(op, step, 'quiet');
  ELSIF held.state IN ('active', 'readonly') THEN
    RETURN ledger_refuse(op, step, 'nothingToRestore');
  ELSIF held.id IS NOT NULL THEN
    IF held.state <> 'restoring' OR NOT ledger_let_go(held.operation_id, step) THEN
      RETURN ledger_refuse(op, step, 'busy');
    END IF;
    -- Gone, if its operation gave up.
    SELECT * INTO held FROM site WHERE id = held.id;
  END IF;
  bar := ledger_restore_over_quota(op, step, kept, owner, held.id, p_quota);
  IF bar IS NOT NULL THEN
    RETURN bar;
  END IF;

  IF held.id IS NOT NULL THEN
    op := ledger_inherit(op, held.operation_id);
    UPDATE site SET operation_id = op.id WHERE id = held.id;
  ELSE
    INSERT INTO site (domain, owner_id, owner_source, is_custom_domain, state, state_before, operation_id, farm_subject)
      VALUES (kept.domain, kept.owner_id, kept.owner_source, kept.is_custom_domain, 'restoring', kept.state_before, op.id,
        kept.farm_subject)
      ON CONFLICT (domain) DO NOTHING RETURNING * INTO held;
    -- Somebody's create was faster, between our look and our insert.
    IF held.id IS NULL THEN
      RETURN ledger_refuse(op, step, 'busy');
    END IF;
  END IF;
  op.site_id := held.id;
  UPDATE operation SET site_id = op.site_id, run_id = step->>'runId' WHERE id = op.id;
  RETURN ledger_restoring(op, held);
END $$;

CREATE OR REPLACE FUNCTION ledger_restoring(op operation, held site) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT ledger_answer(op, 'go', NULL) || jsonb_build_object('wiki', jsonb_build_object(
    'stateBefore', held.state_before, 'isCustomDomain', held.is_custom_domain));
$$;

-- Leave to send, for the wiki as the farm describes it. One that belongs to somebody else there isn't touched.
CREATE OR REPLACE FUNCTION begin_restore(step jsonb, farm jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := coalesce(ledger_recorded(op, step), ledger_overtaken(op, step), ledger_given_up(op, step));
  held site;
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  END IF;
  SELECT * INTO held FROM site WHERE operation_id = op.id AND state = 'restoring';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'operation % holds no wiki', op.id;
  ELSIF held.farm_subject <> coalesce(farm->>'subject', held.farm_subject) THEN
    PERFORM ledger_release(op);
    RETURN ledger_refuse(op, step, 'otherOwnerOnFarm');
  -- It was put on hold since the name was reserved.
  ELSIF op.fence = 0 AND EXISTS (SELECT FROM hold WHERE domain = op.domain) THEN
    IF op.state = 'sent' THEN
      RETURN ledger_withdraw(op, step, 'onHold');
    END IF;
    PERFORM ledger_release(op);
    RETURN ledger_held(op, step);
  END IF;
  RETURN ledger_allow_sending(op, step);
END $$;

-- The wiki is back, as the farm describes it; `secured`: it is read-only until it shows its owner; `silent`: its running
-- site gave no answer and is asked again. One that was read-only before isn't opened later, so it isn't being secured.
CREATE OR REPLACE FUNCTION ledger_restored(op operation, farm jsonb, p_message text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  stays_readonly boolean := farm->>'status' = 'readonly' AND EXISTS (
    SELECT FROM site WHERE operation_id = op.id AND state_before = 'readonly');
BEGIN
  UPDATE site
    SET state = (farm->>'status')::site_state, state_before = NULL, operation_id = NULL,
      farm_subject = farm->>'subject', farm_status = farm->>'status',
      farm_marker_console = farm->>'markerConsole', farm_marker_operation = farm->>'markerOperation',
      pages = (farm->>'pages')::int, storage_bytes = (farm->>'storageBytes')::bigint,
      last_modified = (farm->>'lastModified')::timestamptz, confirmed_at = clock_timestamp(),
      -- What was asked for as active and is read-only was secured, also where nobody says so any more.
      secured_at = CASE WHEN farm->>'status' = 'readonly' AND NOT stays_readonly AND NOT is_custom_domain
        AND coalesce((farm->>'secured')::boolean, op.state IN ('sent', 'unknown')) THEN clock_timestamp() END,
      probe_due = CASE WHEN (farm->>'silent')::boolean THEN clock_timestamp() END
    WHERE operation_id = op.id AND state = 'restoring';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'operation % holds no wiki', op.id;
  END IF;
  DELETE FROM archived_site WHERE domain = op.domain;
  RETURN ledger_end(op, 'done', 'restored', CASE WHEN NOT stays_readonly THEN p_message END);
END $$;

CREATE OR REPLACE FUNCTION confirm_restore(step jsonb, farm jsonb, p_message text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
BEGIN
  RETURN coalesce(ledger_recorded(op, step), ledger_overtaken(op, step), ledger_restored(op, farm, p_message));
END $$;

-- The farm has proven that it doesn't have the wiki any more, so nobody can have it back. It may still run it.
CREATE OR REPLACE FUNCTION ledger_lost(op operation, step jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ledger_release(op);
  WITH lost AS (DELETE FROM archived_site WHERE domain = op.domain RETURNING *)
  INSERT INTO tombstone (domain, owner_id, owner_source, farm_subject)
    SELECT domain, owner_id, owner_source, farm_subject FROM lost
    ON CONFLICT (domain) DO NOTHING;
  RETURN ledger_refuse(op, step, 'lostOnFarm');
END $$;

CREATE OR REPLACE FUNCTION lose_restore(step jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
BEGIN
  RETURN coalesce(ledger_recorded(op, step), ledger_overtaken(op, step), ledger_lost(op, step));
END $$;
