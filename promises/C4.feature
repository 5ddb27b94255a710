@C4
Feature: C4 Insurers and membership organisations may send data too
  The source is kept.

  Scenario: An eligibility file
    Given Harbour Life, an insurer with a contract and a token for its systems
    When it sends a list of members with a damaged line
    Then that line is refused with its reason, and the others are taken with their source
    And a caller with a listed number is let in, and one with another number is not

  Scenario: A file that says more than it needs to
    Given Harbour Life, an insurer with a contract and a token for its systems
    When it sends a list that says what its members suffer from
    Then the list is not taken, and nothing of it is kept
