@D15
Feature: D15 Permission can be revoked, and then every record is destroyed for good
  The person ends the membership or one connection. From then on no way of reading, no list, no queue, no cache and no repeated
  message gives their data; access at the makers is ended there; and they hold a signed receipt that anybody can check.

  Scenario: Everything goes, everywhere
    Given Maria has connected Oura and shares her steps and sleep with Harbour Clinic
    And Maria has connected Withings and shares her weight with Harbour Clinic
    When Maria revokes everything
    Then Maria's session and Harbour Clinic's readings give nothing from that answer on
    And Maria gets a receipt whose every step is done
    And the receipt is valid by the command line and by the key that the server publishes
    And the receipt is not valid with one character changed
    And the tokens at oura and withings are dead, and the makers were told so by us
    And no table of either database knows Maria's number, but the ledger of erasures and the notice to her Client
    And no uploaded file of hers is left
    And Harbour Clinic is told of the end, without any of the data
    And Harbour Clinic no longer finds Maria

  Scenario: Messages that wait are not sent
    Given Maria has come in from Harbour Clinic
    And Harbour Clinic's webhook receiver is down
    When Maria connects Oura and allows her steps
    Then Harbour Clinic has waiting webhook events about Maria's data
    When Maria revokes everything
    And Maria gets a receipt whose every step is done
    And Harbour Clinic's webhook receiver is up again
    And 60 minutes pass
    Then no message with data of Maria arrives at Harbour Clinic

  Scenario: One connection goes, the others stay
    Given Maria has connected Oura and shares her steps with Harbour Clinic
    And Maria has connected Withings and shares her weight with Harbour Clinic
    When Maria disconnects oura
    Then Harbour Clinic gets none of Maria's steps by any reading
    And Maria gets a receipt whose every step is done
    And the receipt is valid by the command line and by the key that the server publishes
    And Harbour Clinic gets Maria's weight by every reading

  Scenario: A maker that does not answer cannot keep the data alive
    Given Maria has connected Oura and shares her steps with Harbour Clinic
    When Oura stops answering
    And Maria revokes everything
    Then Maria gets a receipt whose every step is done
    And the receipt says that oura could not be reached

  Scenario: The portal can end it too, and the same key later is a new person
    Given Maria has connected Oura and shares her steps with Harbour Clinic
    When Harbour Clinic ends Maria's membership
    Then Maria gets a receipt whose every step is done
    When Harbour Clinic registers Maria's User Key again
    Then that is another Member without any data

  Scenario: An erasure that a crash cut short is finished
    Given Maria has connected Oura and shares her steps with Harbour Clinic
    When Maria revokes everything and the server is killed at that moment
    And the server starts again
    Then Maria gets a receipt whose every step is done
    And Harbour Clinic no longer finds Maria

  Scenario: It takes the words
    Given Maria has connected Oura and shares her steps with Harbour Clinic
    When Maria sends a revocation without the words that confirm it
    Then it is refused
    And Maria sees her own steps

  Scenario: A legal hold keeps the data from destruction, and from everybody else
    Given an installation of its own with Cove Clinic and its Members Maria and Tom, who have data here
    And a legal hold lies on all of Maria's data
    When Maria revokes everything
    Then her receipt says that a legal hold keeps her data for now
    And Cove Clinic no longer reads anything of Maria
    When the hold is released
    Then Maria gets a receipt whose every step is done
    And the receipt is valid by the command line and by the key that the server publishes
    And nothing of Maria is left in any table or file

  Scenario: A restored backup brings nobody back
    Given an installation of its own with Cove Clinic and its Members Maria and Tom, who have data here
    And a backup of the data is made
    When Maria revokes everything
    And Maria gets a receipt whose every step is done
    And the backup is restored and the server starts again
    Then Cove Clinic finds Tom, and no longer finds Maria
    And nothing of Maria is left in any table or file
