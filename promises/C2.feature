@C2
Feature: C2 A service user's record holds what the service needs
  Eligibility is checked by code against the organisation's contract.

  Scenario: What Anna says on the telephone
    Given Mill Ltd, an employer with a contract and an access code
    When Anna calls with its access code, and says her name, birth date, telephone and that nobody may leave a message
    Then her record names the organisation, its contract and that the code was held against it
    And the helpline finds her by any of it, and the audit log names her
    And nothing she said is readable in the database

  Scenario: An access code of an ended contract
    Given Mill Ltd, an employer with a contract and an access code
    And its contract has ended
    When somebody calls with its access code
    Then no record is made
