@C37 @wip
Feature: C37 Notices carry their last update
  And are kept current.

  Scenario: A notice out of date
    When the policy changes
    Then the notice shows the new date, and no notice differs from the policy
