@C22 @wip
Feature: C22 Support partners receive no data
  But for a complaint that is investigated.

  Scenario: A debt adviser
    When a case is passed to a debt adviser
    Then the adviser gets a telephone number to give, and no data
