@S13 @wip
Feature: S13 Only de-identified data may stay for good
  After erasure the aggregates remain, and nothing else.

  Scenario: Totals after erasure
    Given Maria's steps are part of a published total
    When she is erased
    Then the total stands, and nothing in it leads to her
