@C1 @wip
Feature: C1 Everything done with data has a stated reason
  Purpose and lawful basis are part of each access.

  Scenario: No purpose, no access
    When a clinician opens a case without a purpose
    Then it is refused
