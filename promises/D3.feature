@D3
Feature: D3 Contact and payment data are kept apart and safe
  Name, address, e-mail and telephone are encrypted under the person's own key. Card numbers and security codes never reach
  our disks or logs: a payment provider keeps them and gives us a token.

  Scenario: Planted contact data
    Given Maria has a membership with Harbour Clinic
    When Maria gives her name, address, e-mail and telephone, and a payment provider's token
    And the database writes everything to disk
    Then they are in no file, dump or log of the installation
    And Maria and Harbour Clinic read them back
    And Bayview Clinic does not learn them

  Scenario: A card number is turned away
    Given Maria has a membership with Harbour Clinic
    When Harbour Clinic sends the card number "4000 0000 0000 0002" as Maria's payment
    Then it is refused with the advice to send the provider's token
    When the database writes everything to disk
    Then the card number is in no file, dump or log of the installation
    And what was on file before is still there
