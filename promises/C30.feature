@C30 @wip
Feature: C30 Identity is verified where in doubt
  And the documents are destroyed after the check.

  Scenario: A representative
    When a representative asks in Anna's name
    Then the request waits for evidence, which is destroyed after the check
