-- A hold that forbids the operation, whoever asks: its refusal, with the administrator's reason; or null.
CREATE OR REPLACE FUNCTION ledger_held(op operation, step jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  held hold;
BEGIN
  SELECT * INTO held FROM hold WHERE domain = op.domain;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  RETURN ledger_end(op, 'refused', 'onHold', replace(step->'sentences'->>'onHold', '{reason}', rtrim(held.reason, ' .')));
END $$;

-- The same for a delete: administrators may delete a wiki on hold, but for their own.
CREATE OR REPLACE FUNCTION ledger_on_hold(op operation, step jsonb, member users) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
  RETURN CASE WHEN NOT member.is_admin OR EXISTS (
      SELECT FROM site WHERE domain = op.domain AND owner_id = member.id AND owner_source <> 'default')
    THEN ledger_held(op, step) END;
END $$;

-- Whether the console has, had or keeps a wiki of that name.
CREATE OR REPLACE FUNCTION hold_knows(p_domain text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM site WHERE domain = p_domain)
    OR EXISTS (SELECT FROM archived_site WHERE domain = p_domain)
    OR EXISTS (SELECT FROM tombstone WHERE domain = p_domain);
$$;

-- Puts a wiki on hold, or gives its hold another reason: `set`, `unknownWiki`, or `permissionDenied` when the actor is
-- no administrator. No actor: the command line.
CREATE OR REPLACE FUNCTION set_hold(p_actor int, p_domain text, p_reason text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
  IF p_actor IS NOT NULL AND NOT EXISTS (SELECT FROM users WHERE id = p_actor AND is_admin) THEN
    RETURN 'permissionDenied';
  ELSIF NOT hold_knows(p_domain) THEN
    RETURN 'unknownWiki';
  END IF;
  INSERT INTO hold (domain, reason, set_by_id) VALUES (p_domain, p_reason, p_actor)
    ON CONFLICT (domain) DO UPDATE
      SET reason = excluded.reason, set_by_id = excluded.set_by_id, at = clock_timestamp();
  INSERT INTO audit_event (actor_id, action, domain, outcome, note)
    VALUES (p_actor, 'hold-set', p_domain, 'done', p_reason);
  RETURN 'set';
END $$;

-- Lifts a hold: `lifted`, `notHeld` or `permissionDenied`. The event keeps the reason that it had.
CREATE OR REPLACE FUNCTION lift_hold(p_actor int, p_domain text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  lifted hold;
BEGIN
  IF p_actor IS NOT NULL AND NOT EXISTS (SELECT FROM users WHERE id = p_actor AND is_admin) THEN
    RETURN 'permissionDenied';
  END IF;
  DELETE FROM hold WHERE domain = p_domain RETURNING * INTO lifted;
  IF NOT FOUND THEN
    RETURN 'notHeld';
  END IF;
  INSERT INTO audit_event (actor_id, action, domain, outcome, note)
    VALUES (p_actor, 'hold-lifted', p_domain, 'done', lifted.reason);
  RETURN 'lifted';
END $$;
