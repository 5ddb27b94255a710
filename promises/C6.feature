@C6 @wip
Feature: C6 A confirmation to a partner waits for consent
  And it says nothing else.

  Scenario: The employer asks whether Anna used the service
    When the employer asks
    Then Anna is asked first, and without her yes the answer is no answer
