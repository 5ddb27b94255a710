@C19
Feature: C19 Misuse is reported as a last resort
  After other measures.

  Background:
    Given Ruth of Mill has referred Anna to psychological services, and Anna has come in by her link
    And Anna agrees and does not let Mill know the state
    And Anna has a case, with Clara as her clinician

  Scenario: No earlier measure on record
    When a notice of excessive calls is sent first
    Then it is refused, for the conversation is missing
    When Clara writes down a conversation and a plan
    Then it is refused, for the warning is missing

  Scenario: After everything else
    Given Clara has written down a conversation, a plan and a warning, as the policy asks
    When Clara proposes a notice to Mill
    Then Clara cannot approve it
    When a partnership manager approves it
    Then it cannot be sent before Anna has been told
    When Clara tells Anna, and 8 days pass
    And the partnership manager sends it
    Then it says nothing of Anna's care, and no day and no number
    And Anna sees in her accounting that it went to "Mill"

  Scenario: Her employer tries every way
    Given Clara has written down a conversation, a plan and a warning, as the policy asks
    When Clara proposes a notice to Mill
    And Ruth and Harriet of HR ask every address of the service
    Then nothing that came back holds Anna's name, an id of hers, or a word that was written about her
