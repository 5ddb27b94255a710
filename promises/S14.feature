@S14 @wip
Feature: S14 Incidents are noticed and mailed to security administrators
  Detectors watch for credential stuffing, mass reads, gaps in the audit log, replayed tokens and canary records.

  Scenario: A thousand wrong secrets
    When somebody tries 1000 wrong secrets
    Then an incident is raised, and its mail has left within a minute
