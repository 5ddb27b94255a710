@C19 @wip
Feature: C19 Misuse is reported as a last resort
  After other measures.

  Scenario: No earlier measure on record
    When a notice of excessive calls is sent first
    Then it is refused
