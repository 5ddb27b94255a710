@S11 @wip
Feature: S11 Data that outlived their use are destroyed within 60 days
  A clock runs from the end of a contract or use.

  Scenario: The end of a contract
    Given Cove Clinic's contract has ended
    When 60 days pass
    Then nothing of its Members is readable, and the destruction is proven
