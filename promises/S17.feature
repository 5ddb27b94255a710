@S17 @wip
Feature: S17 Updates roll without an interruption, after a rehearsal
  Two versions run on one database.

  Scenario: Two versions side by side
    Given clients read without pause
    When one node after the other is replaced by the next version
    Then no reading fails
