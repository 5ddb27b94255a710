@C32 @wip
Feature: C32 The company answers requests, not the affiliate
  An affiliate can only pass them on.

  Scenario: An affiliate who answers
    When an affiliate answers a request
    Then it is refused, and the request is with the data protection officer
