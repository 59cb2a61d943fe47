-- Securing a wiki that an operation makes or brings back, and that runs without its owner: it is made read-only.

-- The wiki that the operation holds: null when there is none.
CREATE OR REPLACE FUNCTION ledger_holding(op operation) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('held', (
    SELECT jsonb_build_object('isCustomDomain', is_custom_domain) FROM site WHERE operation_id = op.id));
$$;

-- Leave for one request that makes the wiki read-only, which the farm describes so, to this attempt, or to who settles
-- the operation (ledger_no_more_sending()). `go` while the operation goes on, holds the wiki, and the wiki is its own.
-- `securingAt` names the request, unless an earlier one may still be on its way. An operation that has ended as unknown is
-- quiet for as long as this one may be on its way as well.
CREATE OR REPLACE FUNCTION begin_securing(p_operation_id uuid, p_attempt int, farm jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  op operation;
  securing operation;
BEGIN
  SELECT * INTO STRICT op FROM operation WHERE id = p_operation_id FOR NO KEY UPDATE;
  IF op.ended_at IS NOT NULL AND op.state <> 'unknown' THEN
    RETURN ledger_answer(op, op.outcome, op.message);
  ELSIF op.fence > p_attempt
    OR NOT EXISTS (SELECT FROM site WHERE operation_id = op.id AND state IN ('creating', 'restoring'))
    OR (op.kind = 'create' AND ledger_verdict(op, farm) NOT IN ('go', 'adopt')) THEN
    RETURN ledger_answer(op, 'superseded', NULL);
  END IF;
  UPDATE operation
    SET state = CASE WHEN state = 'unknown' THEN state ELSE 'sent' END, fence = p_attempt,
      securing_at = clock_timestamp(),
      quiet_until = CASE WHEN state = 'unknown' THEN clock_timestamp() + ledger_quiet_time() ELSE quiet_until END
    WHERE id = op.id RETURNING * INTO securing;
  RETURN ledger_answer(securing, 'go', NULL) || jsonb_build_object('securingAt',
    CASE WHEN coalesce(op.securing_at + ledger_quiet_time() <= clock_timestamp(), true) THEN securing.securing_at END);
END $$;

-- The request was answered, so it isn't on its way any more.
CREATE OR REPLACE FUNCTION end_securing(p_operation_id uuid, p_securing_at timestamptz) RETURNS void LANGUAGE sql AS $$
  UPDATE operation
    SET securing_at = NULL,
      quiet_until = CASE WHEN state = 'unknown' THEN last_sent_at + ledger_quiet_time() ELSE quiet_until END
    WHERE id = p_operation_id AND securing_at = p_securing_at;
$$;
