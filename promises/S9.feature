@S9 @wip
Feature: S9 Data leave the application only on a director's approval, and are then removed
  An export is logged, expires and is destroyed.

  Scenario: An export that expires
    Given a director approved an export for 7 days
    When 8 days pass
    Then the file is gone, and its destruction is on record
