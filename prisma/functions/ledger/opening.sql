-- Opening a wiki that was secured, once its running site shows its owner: an operation of nobody's, of kind restore.

-- Begins the operation of nobody's that changes a locked wiki's status on the farm, as one whose request is sent already.
CREATE OR REPLACE FUNCTION ledger_send_for_nobody(target site) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  begun uuid;
BEGIN
  INSERT INTO operation (kind, domain, site_id, state, fence, last_sent_at, quiet_until, deadline)
    VALUES ('restore', target.domain, target.id, 'sent', ledger_no_more_sending(), clock_timestamp(),
      clock_timestamp() + ledger_quiet_time(), clock_timestamp())
    RETURNING id INTO begun;
  RETURN begun;
END $$;

-- Whether a request of nobody's to open or close a wiki may be sent. Each leaves an operation and an audit event, so one
-- that fails is repeated at once, and then ever more rarely: after as long as it has been failing, an hour at most.
CREATE OR REPLACE FUNCTION ledger_may_try_again(target site, closing boolean) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(max(last_sent_at) + least(max(last_sent_at) - min(last_sent_at), interval '1 hour')
      <= clock_timestamp(), true)
    FROM operation failed
    WHERE domain = target.domain AND site_id = target.id AND kind = 'restore' AND user_id IS NULL AND state = 'refused'
      AND (securing_at IS NOT NULL) = closing
      AND NOT EXISTS (SELECT FROM operation
        WHERE domain = target.domain AND site_id = target.id AND kind = 'restore' AND user_id IS NULL AND state = 'done'
          AND last_sent_at > failed.last_sent_at);
$$;

-- Leave to send, or null, also while the wiki is on hold. While the request may be on its way, nothing else changes the
-- wiki.
CREATE OR REPLACE FUNCTION begin_opening(p_domain text) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  target site;
BEGIN
  SELECT * INTO target FROM site
    WHERE domain = p_domain AND state = 'readonly' AND secured_at IS NOT NULL AND operation_id IS NULL
    FOR NO KEY UPDATE SKIP LOCKED;
  IF NOT FOUND OR EXISTS (SELECT FROM hold WHERE domain = p_domain)
    OR EXISTS (SELECT FROM operation WHERE domain = p_domain AND quiet_until > clock_timestamp())
    OR NOT ledger_may_try_again(target, closing => false) THEN
    RETURN NULL;
  END IF;
  RETURN ledger_send_for_nobody(target);
END $$;

-- `opened`, `refused`, or `inDoubt`, which keeps the wiki quiet.
CREATE OR REPLACE FUNCTION end_opening(p_operation_id uuid, p_end text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  op operation;
BEGIN
  UPDATE operation SET quiet_until = CASE WHEN p_end = 'inDoubt' THEN quiet_until END WHERE id = p_operation_id
    RETURNING * INTO STRICT op;
  IF p_end = 'opened' THEN
    UPDATE site SET state = 'active', farm_status = 'active', secured_at = NULL, confirmed_at = clock_timestamp()
      WHERE id = op.site_id AND state = 'readonly' AND operation_id IS NULL;
    PERFORM ledger_end(op, 'done', 'opened', NULL);
  ELSE
    PERFORM ledger_end(op, 'refused', 'farmDidNotAnswer', NULL);
  END IF;
END $$;
