@C6
Feature: C6 A confirmation to a partner waits for consent
  And it says nothing else.

  Scenario: The employer asks whether Anna used the service
    Given Mill Ltd, an employer with a contract and an access code
    And Anna, who gave it as her employer with the number AB1234
    When it asks whether AB1234 was used, and whether ZZ9999 was, which nobody has
    Then both questions look alike to it
    When Anna is asked, and says yes
    Then it learns the day of her yes to its own reference, and nothing else

  Scenario: Anna says no
    Given Mill Ltd, an employer with a contract and an access code
    And Anna, who gave it as her employer with the number AB1234
    When it asks whether AB1234 was used, and whether ZZ9999 was, which nobody has
    And Anna is asked, and says no
    Then both questions look alike to it
