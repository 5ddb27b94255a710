@C13 @wip
Feature: C13 Calls are recorded, audited and kept 1 year
  Recordings are encrypted.

  Scenario: A recording after a year
    When 1 year passes
    Then the recording is gone, and each time it was played is on record
