@C14 @wip
Feature: C14 Onsite booking records are kept 7 years
  Then they are destroyed.

  Scenario: Seven years
    When 7 years pass
    Then the booking record is gone
