-- The ledger: each database step of an activity is one call of one function, so one round trip and one transaction.
--
-- A step is a jsonb object (lib/ledger/step.ts): workflowId, runId, attempt, kind, userId, domain, subject, waitMs and
-- sentences (outcome code, or what a code means in a special case → what the member reads). An answer is one as well
-- (lib/ledger/answer.ts): outcome, message, siteId, domain, operationId, console, alreadySent.
--
-- Every step first locks its operation's row. Ended: the recorded outcome is the answer and nothing is done. So a
-- repeated activity, whenever it comes, can't act twice. Locks are taken in one order: operation, user, site.

-- No attempt is as high: whoever sets it as the fence forbids all further sending.
CREATE OR REPLACE FUNCTION ledger_no_more_sending() RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 2147483647';

-- How long a request may still reach the farm after it was sent.
CREATE OR REPLACE FUNCTION ledger_quiet_time() RETURNS interval LANGUAGE sql IMMUTABLE AS $$
  SELECT interval '10 minutes';
$$;

-- Whether a workflow's id is one that the console gives, which writes the row first: `KIND-UUID`.
CREATE OR REPLACE FUNCTION ledger_is_own_id(p_workflow_id text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_workflow_id ~ '^(create|delete|restore|preview)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
$$;

-- The step's operation, locked. A workflow that another program started without a row gets one here. One of the
-- console's own without its row is from after the state that the database was restored to: user ids may mean other
-- people, so it is as good as refused, and nothing is written.
CREATE OR REPLACE FUNCTION ledger_lock(step jsonb) RETURNS operation LANGUAGE plpgsql AS $$
DECLARE
  op operation;
BEGIN
  SELECT * INTO op FROM operation WHERE workflow_id = step->>'workflowId' FOR NO KEY UPDATE;
  IF NOT FOUND AND ledger_is_own_id(step->>'workflowId') THEN
    op.id := right(step->>'workflowId', 36);
    op.kind := step->>'kind';
    op.user_id := step->>'userId';
    op.domain := step->>'domain';
    op.state := 'refused';
    op.outcome := 'personChanged';
    op.message := step->'sentences'->>'personChanged';
    op.ended_at := clock_timestamp();
  ELSIF NOT FOUND THEN
    INSERT INTO operation (kind, user_id, subject, domain, workflow_id, run_id, deadline)
    VALUES ((step->>'kind')::operation_kind, (SELECT id FROM users WHERE id = (step->>'userId')::int),
      step->>'subject', step->>'domain', step->>'workflowId', step->>'runId',
      clock_timestamp() + (step->>'waitMs')::double precision * interval '1 ms')
    ON CONFLICT (workflow_id) DO NOTHING;
    SELECT * INTO STRICT op FROM operation WHERE workflow_id = step->>'workflowId' FOR NO KEY UPDATE;
  END IF;
  RETURN op;
END $$;

CREATE OR REPLACE FUNCTION ledger_answer(op operation, p_outcome text, p_message text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('outcome', p_outcome, 'message', p_message, 'operationId', op.id, 'siteId', op.site_id,
    'domain', op.domain, 'console', (SELECT uuid FROM console), 'alreadySent', op.state = 'sent');
$$;

-- Ends the operation, with its audit event, in the caller's transaction. One that ended as unknown can end once more,
-- when the farm has told; that is an event of its own, KIND-settled.
CREATE OR REPLACE FUNCTION ledger_end(op operation, p_state operation_state, p_outcome text, p_message text)
RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  was_unknown boolean := op.state = 'unknown';
BEGIN
  IF was_unknown AND p_state = 'unknown' THEN
    RETURN ledger_answer(op, op.outcome, op.message);
  ELSIF op.ended_at IS NOT NULL AND NOT was_unknown THEN
    RAISE EXCEPTION 'operation % has ended', op.id;
  END IF;
  UPDATE operation
    SET state = p_state, outcome = p_outcome, message = p_message, site_id = op.site_id, ended_at = clock_timestamp(),
      quiet_until = CASE
        WHEN p_state = 'unknown' THEN ledger_late_until(operation)
        -- Nobody's says so itself (end_opening, end_closing).
        WHEN workflow_id IS NULL THEN quiet_until
        -- Only of a create is a request that was never answered harmless: a late POST for a wiki that is there is a 409.
        -- A late PATCH makes an archived wiki live again.
        ELSE greatest(CASE WHEN op.kind <> 'create' THEN quiet_until END, securing_at + ledger_quiet_time())
      END
    WHERE id = op.id;
  INSERT INTO audit_event (operation_id, actor_id, action, domain, outcome, note)
    VALUES (CASE WHEN NOT was_unknown THEN op.id END, op.user_id,
      op.kind || CASE WHEN was_unknown THEN '-settled' ELSE '' END, op.domain, p_outcome, p_message);
  RETURN ledger_answer(op, p_outcome, p_message);
END $$;

-- Refuses with the step's sentence for the code. The step of a worker of an older version doesn't know every code.
CREATE OR REPLACE FUNCTION ledger_refuse(op operation, step jsonb, code text) RETURNS jsonb LANGUAGE sql AS $$
  SELECT ledger_end(op, CASE WHEN code = 'gaveUp' THEN 'gaveUp' ELSE 'refused' END::operation_state, code,
    coalesce(step->'sentences'->>code, step->'sentences'->>'unexpected'));
$$;

-- Gives back what the operation holds: the reservation of a create or restore goes, a wiki that was to be deleted is
-- what it was.
CREATE OR REPLACE FUNCTION ledger_release(op operation) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM site WHERE operation_id = op.id AND state IN ('creating', 'restoring');
  UPDATE site SET state = state_before, state_before = NULL, operation_id = NULL
    WHERE operation_id = op.id AND state = 'deleting';
END $$;
