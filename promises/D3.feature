@D3 @wip
Feature: D3 Contact and payment data are kept apart and safe
  Name, address, e-mail and telephone are encrypted under the person's own key. Card numbers and security codes never reach
  our disks or logs: a payment provider keeps them and gives us a token.

  Scenario: Planted contact data and card numbers
    Given Maria gives her address, and pays with the card number "4000 0000 0000 0002"
    When the database writes everything to disk
    Then her address is in no file, and she and her clinic read it back
    And the card number is in no file, log or request of ours, only the provider's token
