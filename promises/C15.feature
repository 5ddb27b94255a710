@C15 @wip
Feature: C15 What is told to clinicians does not reach the organisation
  By no role and no path.

  Scenario: Every address as HR
    When an HR manager asks every address
    Then no clinical field of any person comes back
