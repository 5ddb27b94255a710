@D18 @wip
Feature: D18 Complaints are answered
  A complaint has a clock, its correspondence and an outcome, and names the regulator of the territory.

  Scenario: A complaint that waits too long
    Given Maria complains
    When its time runs out without an answer
    Then it is escalated, and Maria knows whom else to ask
