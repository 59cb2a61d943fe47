-- The ledger: each database step of an activity is one call of one function, so one round trip and one transaction.
--
-- A step is a jsonb object (lib/ledger/step.ts): workflowId, runId, attempt, kind, userId, domain, subject, waitMs and
-- sentences (outcome code, or what a code means in a special case → what the member reads). An answer is one as well (lib/ledger/answer.ts): outcome, message,
-- siteId, domain, operationId, console, alreadySent.
--
-- Every step first locks its operation's row. Ended: the recorded outcome is the answer and nothing is done. So a
-- repeated activity, whenever it comes, can't act twice. Locks are taken in one order: operation, user, site.

-- No attempt is as high: whoever sets it as the fence forbids all further sending.
CREATE FUNCTION ledger_no_more_sending() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 2147483647';

-- The step's operation, locked. A workflow that another program started without a row gets one here.
CREATE FUNCTION ledger_lock(step jsonb) RETURNS operation LANGUAGE plpgsql AS $$
DECLARE
  op operation;
BEGIN
  SELECT * INTO op FROM operation WHERE workflow_id = step->>'workflowId' FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    INSERT INTO operation (kind, user_id, subject, domain, workflow_id, run_id, deadline)
    VALUES ((step->>'kind')::operation_kind, (SELECT id FROM users WHERE id = (step->>'userId')::int),
      step->>'subject', step->>'domain', step->>'workflowId', step->>'runId',
      clock_timestamp() + (step->>'waitMs')::double precision * interval '1 ms')
    ON CONFLICT (workflow_id) DO NOTHING;
    SELECT * INTO STRICT op FROM operation WHERE workflow_id = step->>'workflowId' FOR NO KEY UPDATE;
  END IF;
  RETURN op;
END $$;

CREATE FUNCTION ledger_answer(op operation, p_outcome text, p_message text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('outcome', p_outcome, 'message', p_message, 'operationId', op.id, 'siteId', op.site_id,
    'domain', op.domain, 'console', (SELECT uuid FROM console), 'alreadySent', op.state = 'sent');
$$;

-- Ends the operation, with its audit event, in the caller's transaction.
CREATE FUNCTION ledger_end(op operation, p_state operation_state, p_outcome text, p_message text)
RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  UPDATE operation
    SET state = p_state, outcome = p_outcome, message = p_message, site_id = op.site_id, ended_at = clock_timestamp(),
      -- Until then a request whose answer was lost may still reach the farm.
      quiet_until = CASE WHEN p_state = 'unknown' THEN last_sent_at + interval '10 minutes' END
    WHERE id = op.id;
  INSERT INTO audit_event (operation_id, actor_id, action, domain, outcome, note)
    VALUES (op.id, op.user_id, op.kind::text, op.domain, p_outcome, p_message);
  RETURN ledger_answer(op, p_outcome, p_message);
END $$;

-- Refuses with the step's sentence for the code.
CREATE FUNCTION ledger_refuse(op operation, step jsonb, code text) RETURNS jsonb LANGUAGE sql AS $$
  SELECT ledger_end(op, CASE WHEN code = 'gaveUp' THEN 'gaveUp' ELSE 'refused' END::operation_state, code,
    step->'sentences'->>code);
$$;

-- Gives back what the operation holds: a create's reservation goes, a wiki that was to be deleted is what it was.
CREATE FUNCTION ledger_release(op operation) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM site WHERE operation_id = op.id AND state = 'creating';
  UPDATE site SET state = state_before, state_before = NULL, operation_id = NULL
    WHERE operation_id = op.id AND state IN ('deleting', 'restoring');
END $$;

-- What forbids a step to go on: an answer, or null. These come in this order, joined by COALESCE, which asks no further
-- than it must.

-- An operation that has ended answers with its recorded outcome. A workflow that was started under the id of another
-- operation learns nothing of it and changes nothing of it.
CREATE FUNCTION ledger_recorded(op operation, step jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  IF op.kind <> (step->>'kind')::operation_kind OR op.domain <> step->>'domain'
    OR op.user_id <> (step->>'userId')::int THEN
    op.site_id := NULL;
    op.domain := step->>'domain';
    RETURN ledger_answer(op, 'permissionDenied', step->'sentences'->>'permissionDenied');
  ELSIF op.ended_at IS NOT NULL THEN
    RETURN ledger_answer(op, op.outcome, op.message);
  END IF;
  RETURN NULL;
END $$;

-- An attempt below the fence stops: a later one has taken over.
CREATE FUNCTION ledger_overtaken(op operation, step jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT ledger_answer(op, 'superseded', NULL) WHERE op.fence > (step->>'attempt')::int;
$$;

-- A running operation that waited past its deadline and never sent anything gives up, so that it doesn't act hours
-- later. One that ever sent something has its attempts, however long they take.
CREATE FUNCTION ledger_given_up(op operation, step jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  IF op.last_sent_at IS NULL AND op.deadline < clock_timestamp() THEN
    PERFORM ledger_release(op);
    RETURN ledger_refuse(op, step, 'gaveUp');
  END IF;
  RETURN NULL;
END $$;

-- Allows this attempt one changing request. The answer still says whether an earlier one may be on its way.
CREATE FUNCTION ledger_allow_sending(op operation, step jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  UPDATE operation
    SET state = 'sent', fence = (step->>'attempt')::int, last_sent_at = clock_timestamp(), run_id = step->>'runId',
      site_id = op.site_id
    WHERE id = op.id;
  RETURN ledger_answer(op, 'go', NULL);
END $$;

-- The request of this attempt was answered, or never left, and no earlier one is on its way: nothing is.
CREATE FUNCTION note_nothing_on_its_way(step jsonb) RETURNS void LANGUAGE sql AS $$
  UPDATE operation SET state = 'running'
    WHERE workflow_id = step->>'workflowId' AND state = 'sent' AND fence = (step->>'attempt')::int;
$$;

-- Whether the operation that holds a site can't act any more: it ended, or it is overdue and gives up here, with what
-- it held. One that is locked right now is being worked on.
CREATE FUNCTION ledger_let_go(p_operation_id uuid, step jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  other operation;
BEGIN
  SELECT * INTO other FROM operation WHERE id = p_operation_id FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN false;
  ELSIF other.ended_at IS NOT NULL THEN
    RETURN true;
  END IF;
  RETURN ledger_given_up(other, step) IS NOT NULL;
END $$;

-- Quota and name, won by inserting the row: neither can be won twice, since lock, count and insert are one transaction
-- and the count's snapshot is taken after the lock. A repeated call finds its own row. The same member's row that an
-- earlier create left without a known outcome is taken over, so that the farm is asked again.
CREATE FUNCTION reserve_site(step jsonb, p_is_custom boolean, p_quota int, p_creates_per_hour int)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := coalesce(ledger_recorded(op, step), ledger_given_up(op, step));
  member users;
  held site;
  allowed int;
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  END IF;
  SELECT * INTO held FROM site WHERE operation_id = op.id;
  IF FOUND THEN
    RETURN ledger_answer(op, 'go', NULL);
  END IF;

  SELECT * INTO member FROM users WHERE id = (step->>'userId')::int FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RETURN ledger_refuse(op, step, 'permissionDenied');
  END IF;
  SELECT * INTO held FROM site WHERE domain = step->>'domain' FOR NO KEY UPDATE;
  IF FOUND THEN
    IF held.state <> 'creating' OR held.owner_id <> member.id THEN
      RETURN ledger_refuse(op, step, 'alreadyExists');
    ELSIF NOT ledger_let_go(held.operation_id, step) THEN
      RETURN ledger_refuse(op, step, 'alreadyExists');
    END IF;
    -- Gone, if its operation gave up.
    SELECT * INTO held FROM site WHERE id = held.id;
  END IF;

  allowed := coalesce(member.quota, p_quota);
  IF (SELECT count(*) FROM site
      WHERE owner_id = member.id AND owner_source <> 'default' AND id IS DISTINCT FROM held.id) >= allowed THEN
    RETURN ledger_end(op, 'refused', 'quotaExceeded', replace(step->'sentences'->>
      CASE allowed WHEN 0 THEN 'quotaOfNone' WHEN 1 THEN 'quotaOfOne' ELSE 'quotaExceeded' END,
      '{quota}', allowed::text));
  END IF;
  IF (SELECT count(*) FROM operation
      WHERE user_id = member.id AND kind = 'create' AND id <> op.id AND state NOT IN ('refused', 'gaveUp')
        AND created_at > clock_timestamp() - interval '1 hour') >= p_creates_per_hour THEN
    RETURN ledger_refuse(op, step, 'tooManyCreates');
  END IF;

  IF held.id IS NOT NULL THEN
    UPDATE site SET operation_id = op.id WHERE id = held.id;
    op.site_id := held.id;
  ELSE
    INSERT INTO site (domain, owner_id, owner_source, is_custom_domain, state, operation_id)
      VALUES (step->>'domain', member.id, 'person', p_is_custom, 'creating', op.id)
      ON CONFLICT (domain) DO NOTHING RETURNING id INTO op.site_id;
    -- Another member was faster, between our look and our insert.
    IF op.site_id IS NULL THEN
      RETURN ledger_refuse(op, step, 'alreadyExists');
    END IF;
  END IF;
  UPDATE operation SET site_id = op.site_id, run_id = step->>'runId' WHERE id = op.id;
  RETURN ledger_answer(op, 'go', NULL);
END $$;

CREATE FUNCTION begin_create(step jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := coalesce(ledger_recorded(op, step), ledger_overtaken(op, step), ledger_given_up(op, step));
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  ELSIF NOT EXISTS (SELECT FROM site WHERE operation_id = op.id AND state = 'creating') THEN
    RAISE EXCEPTION 'operation % holds no reservation', op.id;
  END IF;
  RETURN ledger_allow_sending(op, step);
END $$;

-- Whether a marker on the farm says that this operation made the site, or one whose unknown outcome it took over.
CREATE FUNCTION ledger_made_by(op operation, farm jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(farm->>'markerConsole' = (SELECT uuid::text FROM console) AND (
    farm->>'markerOperation' = op.id::text OR EXISTS (
      SELECT FROM operation earlier
      WHERE earlier.id::text = farm->>'markerOperation' AND earlier.kind = 'create' AND earlier.state = 'unknown'
        AND earlier.user_id = op.user_id AND earlier.domain = op.domain)), false);
$$;

-- The reservation becomes the member's wiki, as the farm describes it.
CREATE FUNCTION ledger_created(op operation, farm jsonb, p_message text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  UPDATE site
    SET state = (farm->>'status')::site_state, operation_id = NULL,
      farm_subject = farm->>'subject', farm_status = farm->>'status',
      farm_marker_console = farm->>'markerConsole', farm_marker_operation = farm->>'markerOperation',
      pages = (farm->>'pages')::int, storage_bytes = (farm->>'storageBytes')::bigint,
      last_modified = (farm->>'lastModified')::timestamptz, confirmed_at = clock_timestamp()
    WHERE operation_id = op.id AND state = 'creating';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'operation % holds no reservation', op.id;
  END IF;
  DELETE FROM archived_site WHERE domain = op.domain;
  RETURN ledger_end(op, 'done', 'created', p_message);
END $$;

-- Whether the site in a create's way is its own, as the farm describes it. Changes nothing.
CREATE FUNCTION recognise_site(step jsonb, farm jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := ledger_recorded(op, step);
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  ELSIF farm->>'status' <> 'archived' AND ledger_made_by(op, farm) THEN
    RETURN ledger_answer(op, 'go', NULL);
  END IF;
  RETURN ledger_answer(op, 'alreadyExists', step->'sentences'->>'alreadyExists');
END $$;

CREATE FUNCTION confirm_create(step jsonb, farm jsonb, p_message text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
BEGIN
  RETURN coalesce(ledger_recorded(op, step), ledger_overtaken(op, step), ledger_created(op, farm, p_message));
END $$;

-- Permission, the state's compare-and-set to `deleting`, and leave to send, at once.
CREATE FUNCTION begin_delete(step jsonb, p_admin_site text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := coalesce(ledger_recorded(op, step), ledger_overtaken(op, step), ledger_given_up(op, step));
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
  ELSIF NOT member.is_admin AND (target.owner_id <> member.id OR target.owner_source = 'default') THEN
    RETURN ledger_refuse(op, step, 'permissionDenied');
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
    UPDATE site SET operation_id = op.id WHERE id = target.id;
  END IF;
  op.site_id := target.id;
  RETURN ledger_allow_sending(op, step);
END $$;

-- The wiki leaves the console. What the farm archived can be restored and keeps its name; what it doesn't have is gone.
CREATE FUNCTION ledger_deleted(op operation, p_archived boolean) RETURNS jsonb LANGUAGE plpgsql AS $$
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
      VALUES (gone.domain, gone.owner_id, gone.owner_source, gone.is_custom_domain, gone.state_before, op.user_id,
        op.id, gone.farm_subject)
      ON CONFLICT (domain) DO UPDATE SET owner_id = excluded.owner_id, owner_source = excluded.owner_source,
        is_custom_domain = excluded.is_custom_domain, state_before = excluded.state_before,
        archived_by_id = excluded.archived_by_id, operation_id = excluded.operation_id, run_id = NULL,
        farm_subject = excluded.farm_subject, archived_at = clock_timestamp();
  END IF;
  RETURN ledger_end(op, 'done', 'deleted', NULL);
END $$;

CREATE FUNCTION confirm_delete(step jsonb, p_archived boolean) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
BEGIN
  RETURN coalesce(ledger_recorded(op, step), ledger_overtaken(op, step), ledger_deleted(op, p_archived));
END $$;

-- The last step of an operation that failed with `code`. Nothing on its way: it gives back what it held and ends.
-- Otherwise the answer is `unknown`, no attempt that still runs may send any more, and the farm is to be asked.
CREATE FUNCTION conclude_operation(step jsonb, code text) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := ledger_recorded(op, step);
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  ELSIF op.state = 'sent' THEN
    UPDATE operation SET fence = ledger_no_more_sending() WHERE id = op.id;
    RETURN ledger_answer(op, 'unknown', NULL);
  END IF;
  PERFORM ledger_release(op);
  RETURN ledger_refuse(op, step, code);
END $$;

-- Ends what conclude_operation left open, by what the farm said: the site, JSON null when it has none, or SQL NULL when
-- it gave no answer, which leaves the row as it is.
CREATE FUNCTION settle_operation(step jsonb, code text, farm jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  op operation := ledger_lock(step);
  bar jsonb := ledger_recorded(op, step);
  absent boolean := farm = 'null';
  archived boolean := coalesce(farm->>'status' = 'archived', false);
BEGIN
  IF bar IS NOT NULL THEN
    RETURN bar;
  ELSIF farm IS NULL THEN
    RETURN ledger_end(op, 'unknown', 'unknown', step->'sentences'->>'unknown');
  ELSIF op.kind = 'delete' AND (absent OR archived) THEN
    RETURN ledger_deleted(op, archived);
  ELSIF op.kind = 'create' AND NOT absent THEN
    IF NOT archived AND ledger_made_by(op, farm) THEN
      RETURN ledger_created(op, farm, NULL);
    END IF;
    code := 'alreadyExists';
  END IF;
  PERFORM ledger_release(op);
  RETURN ledger_refuse(op, step, code);
END $$;
