@S15 @wip
Feature: S15 Incidents are investigated by authorised people on sound evidence
  The audit log shows deletions, edits and gaps.

  Scenario: A row is taken from the audit log
    When a row of the audit log is deleted behind our back
    Then verification names the gap, and the workspace keeps the evidence
