-- Sync health reads the newest alarms of a company on every look.
CREATE INDEX audit_alarm ON audit_event (company_id, seq DESC) WHERE kind = 'export.alarm';
