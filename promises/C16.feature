@C16 @wip
Feature: C16 A session report is released only after the person has read it
  And could ask for changes.

  Scenario: Around the person
    When a clinician releases a report that the person has not agreed to
    Then it is refused
