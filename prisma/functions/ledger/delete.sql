-- Who may delete a wiki: a refusal, or null. Its owner, unless it is on hold, and other administrators.
CREATE OR REPLACE FUNCTION ledger_may_delete(op operation, step jsonb, target site, member users)
RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  IF NOT member.is_admin AND (target.owner_id <> member.id OR target.owner_source = 'default') THEN
    RETURN ledger_refuse(op, step, 'permissionDenied');
  END IF;
  RETURN coalesce(ledger_on_hold(op, step, member),
    CASE WHEN ledger_quiet(op) THEN ledger_refuse(op, step, 'quiet') END);
END $$;

-- Permission, the state's compare-and-set to `deleting`, and leave to send, at once.
CREATE OR REPLACE FUNCTION begin_delete(step jsonb, p_admin_site text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := coalesce(ledger_recorded(op, step), ledger_overtaken(op, step), ledger_given_up(op, step),
    ledger_wrong_person(op, step));
  member users;
  target site;
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  ELSIF step->>'domain' = p_admin_site THEN
    RETURN ledger_refuse(op, step, 'adminSite');
  END IF;
  SELECT * INTO member FROM users WHERE id = (step->>'userId')::int FOR KEY SHARE;
  IF NOT FOUND THEN
    RETURN ledger_refuse(op, step, 'permissionDenied');
  END IF;
  SELECT * INTO target FROM site WHERE domain = step->>'domain' FOR NO KEY UPDATE;
  -- The form may be older than a re-creation: its operation names the row it was about.
  IF NOT FOUND OR op.site_id <> target.id THEN
    RETURN ledger_refuse(op, step, 'noSuchWiki');
  END IF;
  -- Once the wiki is its own, an earlier attempt's request may be on its way: what has changed since comes too late.
  IF target.operation_id IS DISTINCT FROM op.id THEN
    bar := ledger_may_delete(op, step, target, member);
    IF bar IS NOT NULL THEN
      RETURN bar;
    END IF;
  END IF;

  IF target.state = 'deleting' AND target.operation_id IS DISTINCT FROM op.id THEN
    IF NOT ledger_let_go(target.operation_id, step) THEN
      RETURN ledger_refuse(op, step, 'busy');
    END IF;
    -- What it was before, if its operation gave up.
    SELECT * INTO target FROM site WHERE id = target.id;
  END IF;

  IF target.state IN ('active', 'readonly') THEN
    UPDATE site SET state = 'deleting', state_before = target.state, operation_id = op.id WHERE id = target.id;
  ELSIF target.state <> 'deleting' THEN
    RETURN ledger_refuse(op, step, 'busy');
  ELSIF target.operation_id IS DISTINCT FROM op.id THEN
    op := ledger_inherit(op, target.operation_id);
    UPDATE site SET operation_id = op.id WHERE id = target.id;
  END IF;
  op.site_id := target.id;
  RETURN ledger_allow_sending(op, step);
END $$;

-- The wiki leaves the console. What the farm archived can be restored and keeps its name. What it doesn't have is gone,
-- but the farm may still run it, so its name is kept for its owner. A wiki that is read-only only until the farm restarts
-- goes back to what it was meant to be.
CREATE OR REPLACE FUNCTION ledger_deleted(op operation, p_archived boolean) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  gone site;
BEGIN
  DELETE FROM site WHERE operation_id = op.id AND state = 'deleting' RETURNING * INTO gone;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'operation % holds no wiki', op.id;
  END IF;
  IF p_archived THEN
    INSERT INTO archived_site (domain, owner_id, owner_source, is_custom_domain, state_before, archived_by_id,
        operation_id, farm_subject)
      VALUES (gone.domain, gone.owner_id, gone.owner_source, gone.is_custom_domain,
        CASE WHEN gone.secured_at IS NULL THEN gone.state_before ELSE 'active' END, op.user_id,
        op.id, gone.farm_subject)
      ON CONFLICT (domain) DO UPDATE SET owner_id = excluded.owner_id, owner_source = excluded.owner_source,
        is_custom_domain = excluded.is_custom_domain, state_before = excluded.state_before,
        archived_by_id = excluded.archived_by_id, operation_id = excluded.operation_id, run_id = NULL,
        farm_subject = excluded.farm_subject, archived_at = clock_timestamp();
  ELSE
    INSERT INTO tombstone (domain, owner_id, owner_source, farm_subject)
      VALUES (gone.domain, gone.owner_id, gone.owner_source, gone.farm_subject)
      ON CONFLICT (domain) DO UPDATE SET owner_id = excluded.owner_id, owner_source = excluded.owner_source,
        farm_subject = excluded.farm_subject, run_id = NULL, at = clock_timestamp();
  END IF;
  RETURN ledger_end(op, 'done', 'deleted', NULL);
END $$;

CREATE OR REPLACE FUNCTION confirm_delete(step jsonb, p_archived boolean) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
BEGIN
  RETURN coalesce(ledger_recorded(op, step), ledger_overtaken(op, step), ledger_deleted(op, p_archived));
END $$;
