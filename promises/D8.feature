@D8
Feature: D8 Research gets aggregates, never rows
  Small cells are suppressed, and so is what would give them away by subtraction.

  Scenario: Subtracting published tables
    Given an installation of its own with 56 Members of Cove Clinic whose steps come by their portal, and 4 by a file of Fitbit
    And all of them let themselves be counted
    When the month is over and its totals are published
    Then a total of 60 people is published, with their mean of steps
    And the cell with 4 people is not shown
    When an analyst combines every published table
    Then no count below the minimum can be worked out
    And nothing that is published is about one person
    When 9 more Members come with steps of that month, and the totals are made again
    Then what was published stays as it was

  Scenario: Only who said yes is counted, and until the month is published one can say no
    Given an installation of its own with 52 Members of Cove Clinic whose steps come by their portal
    And all but 2 of them let themselves be counted
    When one of those switches it off again before the month is over
    And the month is over and its totals are published
    Then nothing is published of that month, for 49 are too few
    And only those who let themselves be counted find that in the log of who looked at their data
    When that one switches it on again
    And another month with steps is over and its totals are published
    Then a total of 50 people is published, with their mean of steps
