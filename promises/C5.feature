@C5 @wip
Feature: C5 Nothing is shared without consent or a stated reason
  Recipients are registered.

  Scenario: A recipient nobody registered
    When a clinician sends a report to an unregistered recipient
    Then it is refused
