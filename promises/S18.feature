@S18 @wip
Feature: S18 The system is assessed regularly
  Monthly and yearly assessments stand in a calendar with their evidence.

  Scenario: An assessment that is missing
    When a month passes without evidence
    Then the calendar shows it as missed
