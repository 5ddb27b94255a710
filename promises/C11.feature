@C11 @wip
Feature: C11 People and the authority are told of a breach in time
  The 72-hour clock runs.

  Scenario: A breach with high risk
    When a breach is assessed as high risk
    Then both notices are drafted and sent before 72 hours have passed
