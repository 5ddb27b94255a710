@S20 @wip
Feature: S20 Staff are trained, and agreements are on file
  Without either, health data stay closed.

  Scenario: Training that ran out
    Given Olga's training ran out yesterday
    Then health data are refused to her, and to a Client without an agreement
