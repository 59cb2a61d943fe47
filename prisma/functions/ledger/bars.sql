-- What forbids a step to go on: an answer, or null. These come in this order, joined by COALESCE, which asks no further
-- than it must.

-- An operation that has ended answers with its recorded outcome. A workflow that was started under the id of another
-- operation learns nothing of it and changes nothing of it.
CREATE OR REPLACE FUNCTION ledger_recorded(op operation, step jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
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
CREATE OR REPLACE FUNCTION ledger_overtaken(op operation, step jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT ledger_answer(op, 'superseded', NULL) WHERE op.fence > (step->>'attempt')::int;
$$;

-- Ends an operation that sent nothing itself, with what it held given back. But what it took over may have been sent
-- for: then nothing is given back, and it ends as unknown, which is settled.
CREATE OR REPLACE FUNCTION ledger_withdraw(op operation, step jsonb, code text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  IF op.state = 'sent' THEN
    RETURN ledger_end(op, 'unknown', 'unknown', step->'sentences'->>'unknown');
  END IF;
  PERFORM ledger_release(op);
  RETURN ledger_refuse(op, step, code);
END $$;

-- A running operation that waited past its deadline and never sent anything itself gives up, so that it doesn't act
-- hours later. One that ever sent something has its attempts, however long they take.
CREATE OR REPLACE FUNCTION ledger_given_up(op operation, step jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  IF op.fence = 0 AND op.deadline < clock_timestamp() THEN
    RETURN ledger_withdraw(op, step, 'gaveUp');
  END IF;
  RETURN NULL;
END $$;

-- Before anything is sent, the user is still the person who asked, by the owner claim that the request named. Another
-- one has that id after the database was restored to an earlier state.
CREATE OR REPLACE FUNCTION ledger_wrong_person(op operation, step jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  IF op.fence = 0 AND EXISTS (SELECT FROM users WHERE id = op.user_id
      AND (owner_claim <> coalesce(op.subject, owner_claim) OR owner_claim <> coalesce(step->>'subject', owner_claim))) THEN
    RETURN ledger_withdraw(op, step, 'personChanged');
  END IF;
  RETURN NULL;
END $$;

-- Whether the operation that holds a site can't act any more: it ended, or it is overdue and gives up here, with what
-- it held. One that is locked right now is being worked on; one that ended without a known outcome holds the site until
-- nothing of it can reach the farm, but for the same member's repeat.
CREATE OR REPLACE FUNCTION ledger_let_go(p_operation_id uuid, step jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  other operation;
BEGIN
  SELECT * INTO other FROM operation WHERE id = p_operation_id FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN false;
  ELSIF other.ended_at IS NULL THEN
    IF ledger_given_up(other, step) IS NULL THEN
      RETURN false;
    END IF;
    SELECT * INTO STRICT other FROM operation WHERE id = p_operation_id;
  END IF;
  RETURN other.state <> 'unknown' OR coalesce(other.quiet_until <= clock_timestamp(), true)
    OR (other.kind = (step->>'kind')::operation_kind AND other.user_id = (step->>'userId')::int);
END $$;
